// Go: net/http, or with its own Transport, as argv says. See client.sh.
package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func call(method, url, body string) (int, string) {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	client := http.DefaultClient
	if len(os.Args) > 1 {
		client = &http.Client{Transport: &http.Transport{}} // reads no proxy
	}
	answer, err := client.Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(text)
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		parts := append(strings.SplitN(lines.Text(), " ", 3), "", "")
		status, text := call(parts[0], parts[1], parts[2])
		fmt.Println(status, strings.ReplaceAll(text, "\n", " "))
	}
}
