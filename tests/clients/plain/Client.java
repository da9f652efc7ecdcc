// Java: java.net.http.HttpClient or HttpURLConnection, as args say. See client.sh.
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.nio.charset.StandardCharsets;

public class Client {
    static String byHttpClient(String method, String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    static String byUrlConnection(String method, String url, String body) throws Exception {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setRequestMethod(method);
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream stream = connection.getInputStream()) {
            return connection.getResponseCode() + " " + new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static void main(String[] args) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String line; (line = lines.readLine()) != null; ) {
            String[] parts = (line + "  ").split(" ", 3);
            String body = parts[2].strip();
            try {
                String answer = args[0].equals("HttpClient") ? byHttpClient(parts[0], parts[1], body) : byUrlConnection(parts[0], parts[1], body);
                out.println(answer.replace("\n", " "));
            } catch (Exception error) {
                out.println("0 " + error);
            }
        }
    }
}
