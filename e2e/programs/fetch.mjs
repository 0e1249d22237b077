// Fetches argv[2] with Node's own fetch, whatever the environment says about proxies.
const response = await fetch(process.argv[2])
process.stdout.write(`${response.status} ${await response.text()}`)
