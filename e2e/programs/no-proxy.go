// What Go's own reading of NO_PROXY says: questions as JSON on standard input, true for "without a proxy".
package main

import (
	"encoding/json"
	"log"
	"net/url"
	"os"

	"golang.org/x/net/http/httpproxy"
)

type question struct{ NoProxy, Url string }

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		log.Fatal(err)
	}
	answers := []bool{}
	for _, asked := range questions {
		config := httpproxy.Config{HTTPProxy: "proxy.example:3128", NoProxy: asked.NoProxy}
		target, err := url.Parse(asked.Url)
		if err != nil {
			log.Fatal(err)
		}
		proxy, err := config.ProxyFunc()(target)
		if err != nil {
			log.Fatal(err)
		}
		answers = append(answers, proxy == nil)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}
