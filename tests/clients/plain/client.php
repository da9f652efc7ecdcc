<?php
// PHP: curl, Guzzle, streams (file_get_contents) or context (the same with its own context), as argv
// says. See client.sh.
function by_curl($method, $url, $body) {
    $curl = curl_init($url);
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_CUSTOMREQUEST => $method]);
    if ($body !== '') curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
    $text = curl_exec($curl);
    return $text === false ? [0, curl_error($curl)] : [curl_getinfo($curl, CURLINFO_HTTP_CODE), $text];
}

function by_streams($method, $url, $body) {
    stream_context_set_default(['http' => ['method' => $method, 'content' => $body, 'header' => 'Content-Type: application/json']]);
    $text = @file_get_contents($url);
    if ($text === false) return [0, error_get_last()['message']];
    return [(int) explode(' ', $http_response_header[0])[1], $text];
}

function by_context($method, $url, $body) {
    $options = ['method' => $method, 'content' => $body, 'header' => 'Content-Type: application/json'];
    $text = @file_get_contents($url, false, stream_context_create(['http' => $options]));
    if ($text === false) return [0, error_get_last()['message']];
    return [(int) explode(' ', $http_response_header[0])[1], $text];
}

function by_guzzle($method, $url, $body) {
    require_once 'GuzzleHttp/autoload.php';
    try {
        $answer = (new GuzzleHttp\Client())->request($method, $url, ['body' => $body]);
        return [$answer->getStatusCode(), (string) $answer->getBody()];
    } catch (GuzzleHttp\Exception\GuzzleException $error) {
        return [0, $error->getMessage()];
    }
}

$call = 'by_' . $argv[1];
while (($line = fgets(STDIN)) !== false) {
    [$method, $url, $body] = array_pad(explode(' ', rtrim($line, "\n"), 3), 3, '');
    [$status, $text] = $call($method, $url, $body);
    echo $status, ' ', str_replace("\n", ' ', $text), "\n";
}
