import type { Catalogue, FaultTexts } from './catalogue.ts'

// ASCII only: these sentences also go to terminals whose encoding nobody knows.

const FAULTS: FaultTexts = {
  HEAD_MALFORMED: {
    title: 'The request could not be read',
    happened:
      'What arrived on this connection is not a valid HTTP request, so nothing was sent on.',
    act: 'You, or whoever wrote the program that sent it.',
    lasts: 'Permanent: the same bytes are refused every time.',
    next: 'Check that the program speaks plain HTTP to this port (not TLS, not SOCKS); if it does, repair what the detail names.',
  },
  HEAD_TOO_LARGE: {
    title: 'Too many or too large header fields',
    happened:
      'The header fields of the request, cookies among them, are more than this proxy reads.',
    act: 'You, if a browser has collected many cookies; otherwise whoever wrote the program.',
    lasts: 'Permanent for this request: it passes once its fields are smaller.',
    next: 'Delete the cookies of this site and load the page again; in a program, send fewer or shorter fields.',
  },
  HEAD_TIMEOUT: {
    title: 'The request did not arrive in time',
    happened: 'A request was begun on this connection, but its head was never completed.',
    act: 'You, or whoever runs the network between you and this proxy.',
    lasts: 'Temporary: a new connection starts with its full time.',
    next: 'Send the request again on a new connection; if this happens often, test the line to the proxy with `ping PROXY`.',
  },
  VERSION_UNSUPPORTED: {
    title: 'This version of HTTP is not spoken here',
    happened: 'The request names a version of HTTP other than 1.0 and 1.1.',
    act: 'You, or whoever configured the program that sent it.',
    lasts: 'Permanent for this version of HTTP.',
    next: 'Set the program to HTTP/1.1 towards the proxy, in curl with `--http1.1`; through a tunnel it may speak any version to the site.',
  },
  TARGET_TOO_LONG: {
    title: 'The address is too long',
    happened: 'The address in the request is longer than this proxy reads.',
    act: 'You, or whoever made the link or the form.',
    lasts: 'Permanent for this address.',
    next: 'Send the data in the body of a POST instead of in the address; if the address grew by itself, look for a redirect that adds to it each time.',
  },
  TARGET_INVALID: {
    title: 'The address is not valid',
    happened: 'The address in the request has no usable host, port or form.',
    act: 'You, or whoever configured the program that sent it.',
    lasts: 'Permanent for this address.',
    next: 'Write the address in full and without a name or password in it: `http://example.com/page`, or `example.com:443` for a tunnel.',
  },
  TARGET_SCHEME_UNSUPPORTED: {
    title: 'This kind of address cannot be fetched',
    happened:
      'The request asks the proxy itself to fetch an address that does not begin with http://.',
    act: 'You, or whoever configured the program that sent it.',
    lasts: 'Permanent for this kind of address.',
    next: 'For https:// addresses, let the program open a tunnel: set this proxy as its HTTPS proxy, in curl with `--proxytunnel --proxy http://PROXY`.',
  },
  HOST_INVALID: {
    title: 'The Host field is wrong',
    happened: 'The request has no Host field, several of them, or one that is not a host name.',
    act: 'Whoever wrote the program that sent it, or a device on the way that changed it.',
    lasts: 'Permanent: the same request is refused every time.',
    next: 'Send exactly one `Host` field, with the name of the site and its port if that is not 80.',
  },
  FRAMING_AMBIGUOUS: {
    title: 'It is unclear where the request ends',
    happened:
      'The request states its length in a contradictory or invalid way, and guessing could let a second request slip through unseen.',
    act: 'Whoever wrote the program that sent it, or a device on the way that changed it.',
    lasts: 'Permanent: the same request is refused every time.',
    next: 'Send either one `Content-Length` or `Transfer-Encoding: chunked`, never both, on a new connection.',
  },
  TRANSFER_CODING_UNSUPPORTED: {
    title: 'The body is wrapped in an unknown way',
    happened: 'The body of the request uses a transfer coding other than chunked.',
    act: 'Whoever wrote the program that sent it.',
    lasts: 'Permanent for this way of sending the body.',
    next: 'Send the body with `Content-Length` or `Transfer-Encoding: chunked`, and name compression in `Content-Encoding`.',
  },
  EXPECTATION_UNSUPPORTED: {
    title: 'The request expects something unknown',
    happened: 'The Expect field of the request asks for something other than 100-continue.',
    act: 'Whoever wrote the program that sent it.',
    lasts: 'Permanent while the request carries this expectation.',
    next: 'Send the request without the field, in curl with `-H "Expect:"`.',
  },
  BODY_MALFORMED: {
    title: 'The body of the request is damaged',
    happened:
      'The body came in chunks whose sizes or line ends are wrong, so its end cannot be found.',
    act: 'Whoever wrote the program that sent it.',
    lasts: 'Permanent while the program writes its chunks this way.',
    next: 'Let the program send the body with `Content-Length`, or repair the chunk that the detail names.',
  },
  BODY_TOO_LARGE: {
    title: 'The request carries too much data',
    happened: 'The body of the request is larger than the operator of this proxy allows.',
    act: 'You, by sending less at once, or the operator of this proxy, by raising the limit.',
    lasts: 'Permanent for a body of this size.',
    next: 'Split the data into smaller requests, or ask the operator of this proxy for a higher limit.',
  },
  BODY_TIMEOUT: {
    title: 'The data stopped arriving',
    happened:
      'The request announced a body, then no more of it came for longer than this proxy waits.',
    act: 'You, or whoever runs the network between you and this proxy.',
    lasts: 'Temporary: a new connection starts with its full time.',
    next: 'Send the request again on a new connection; on a slow line, send the data in smaller parts.',
  },
  PAGE_NOT_FOUND: {
    title: 'There is no such page on this proxy',
    happened: 'The request was for the proxy itself, which has no page at this address.',
    act: 'You: if you wanted another site, the request has to go through the proxy, not to it.',
    lasts: 'Permanent for this address.',
    next: 'Open the address `/` of the proxy to see what it offers and how to set it up in your program.',
  },
  METHOD_NOT_ALLOWED: {
    title: 'This page cannot be used that way',
    happened:
      'The request was for a page of the proxy itself, with a method the page does not know.',
    act: 'You, or whoever wrote the program that sent it.',
    lasts: 'Permanent for this method on this page.',
    next: 'Use a method that the `Allow` field of this answer lists; `GET` always works.',
  },
  OVERLOADED: {
    title: 'The proxy is full',
    happened:
      'This proxy serves as many connections as it is allowed to, and yours was one too many.',
    act: 'Nobody now; the operator of this proxy, if it happens often.',
    lasts: 'Temporary: it passes as others finish.',
    next: 'Wait the number of seconds in the `Retry-After` field, then send the request again.',
  },
  DRAINING: {
    title: 'The proxy is restarting',
    happened: 'This proxy is being stopped: it finishes what it has begun and takes nothing new.',
    act: 'Nobody: this is planned.',
    lasts: 'Temporary: a restart takes a few seconds.',
    next: 'Wait a few seconds, then send the request again on a new connection.',
  },
  INTERNAL_ERROR: {
    title: 'Something broke inside the proxy',
    happened: 'This proxy made a mistake of its own while working on your request.',
    act: 'The operator of this proxy; you did nothing wrong.',
    lasts: 'Temporary, unless the same request meets it every time.',
    next: 'Send the request again once; if it fails again, give the exchange id to the operator of this proxy.',
  },
  CREDENTIALS_MISSING: {
    title: 'Sign in to this proxy',
    happened: 'This proxy serves only users it knows, and your request did not say who you are.',
    act: 'You; the site you asked for has not been contacted.',
    lasts: 'Until you sign in: then the same request passes.',
    next: 'Give your program your name and password for this proxy, for example `curl --proxy-user NAME --proxy http://PROXY ADDRESS`, which asks for the password.',
  },
  CREDENTIALS_MALFORMED: {
    title: 'The name and password could not be read',
    happened:
      'Your request tries to sign in to this proxy, but what it sends is not written correctly.',
    act: 'You, or whoever configured the program that sent it.',
    lasts: 'Until they are written correctly: then the same request passes.',
    next: 'Let the program write them, as `curl --proxy-user NAME --proxy http://PROXY ADDRESS` does; by hand, it is `Proxy-Authorization: Basic` and then NAME:PASSWORD in Base64.',
  },
  CREDENTIALS_REPEATED: {
    title: 'Two sign-ins in one request',
    happened:
      'Your request carries the Proxy-Authorization field more than once, and this proxy does not guess which one you mean.',
    act: 'You, or whoever configured the program that sent it.',
    lasts: 'Until only one is left: then the same request passes.',
    next: 'Remove the field you added by hand (in curl `-H "Proxy-Authorization: ..."`) and keep only `--proxy-user NAME`.',
  },
  SCHEME_NOT_OFFERED: {
    title: 'This way to sign in is not offered',
    happened: 'Your request signs in to this proxy by a scheme that it does not use.',
    act: 'You, or whoever configured the program that sent it.',
    lasts: 'Until you use a scheme that is offered: then the same request passes.',
    next: 'Choose a scheme from the `Proxy-Authenticate` field of this answer; `curl --proxy-basic --proxy-user NAME --proxy http://PROXY ADDRESS` chooses Basic.',
  },
  CREDENTIALS_REJECTED: {
    title: 'Wrong name or password',
    happened: 'The name and password in your request are not those of a user of this proxy.',
    act: 'You; if you are sure of both, whoever gave them to you.',
    lasts: 'Until both are right: sending the same ones again does not help.',
    next: 'Type them anew with `curl --proxy-user NAME --proxy http://PROXY ADDRESS`; if they fail again, ask the operator of this proxy for a new password.',
  },
  USER_DISABLED: {
    title: 'This user is switched off',
    happened:
      'Your name and password are right, but the operator of this proxy has disabled this user.',
    act: 'The operator of this proxy.',
    lasts: 'Until the operator switches the user on again, or you sign in as another one.',
    next: 'Ask the operator of this proxy to switch your user on; another user signs in with `curl --proxy-user NAME --proxy http://PROXY ADDRESS`.',
  },
  USER_EXPIRED: {
    title: 'The time of this user is over',
    happened:
      'Your name and password are right, but this user was allowed in only until a day that has passed.',
    act: 'The operator of this proxy.',
    lasts: 'Until the operator extends the time, or you sign in as another user.',
    next: 'Ask the operator of this proxy to extend your time; another user signs in with `curl --proxy-user NAME --proxy http://PROXY ADDRESS`.',
  },
  CREDENTIALS_STALE: {
    title: 'The nonce has run out',
    happened:
      'The credentials were computed with a nonce that this proxy no longer accepts; a fresh one comes with this answer.',
    act: 'Nobody: a program that speaks Digest repeats the request by itself.',
    lasts: 'Until the repeat with the fresh nonce.',
    next: 'Let the program repeat by itself, as `curl --proxy-digest --proxy-user NAME --proxy http://PROXY ADDRESS` does; `stale=true` says that the password is not in question.',
  },
  CREDENTIALS_REPLAYED: {
    title: 'These credentials have been used before',
    happened:
      'A Digest answer is good for one request, and this one, with its nonce and its count, has been seen already.',
    act: 'Whoever wrote the program; you, if nobody repeated it: then somebody recorded your traffic.',
    lasts: 'Until freshly computed credentials are sent.',
    next: 'Compare with `curl --proxy-digest --proxy-user NAME --proxy http://PROXY ADDRESS`, which raises `nc` with every request; if nobody repeated one, change your password.',
  },
  CREDENTIALS_MISMATCH: {
    title: 'The credentials belong to another request',
    happened:
      'A Digest answer covers the address of the request, and sometimes its content; this one was computed for others.',
    act: 'Whoever wrote the program that sent it.',
    lasts: 'Until the program computes them for the request that it sends.',
    next: 'Compare with `curl --proxy-digest --proxy-user NAME --proxy http://PROXY ADDRESS`: `uri` is the target of the request line or its path, HOST:PORT for a tunnel.',
  },
  TOKEN_REJECTED: {
    title: 'The token is not accepted',
    happened: 'The token that was sent is not one that this proxy accepts.',
    act: 'You, or whoever gave you the token.',
    lasts: 'Until another token is sent: this one stays refused.',
    next: 'Check that the whole token was copied: `curl --proxy-user token --proxy http://PROXY ADDRESS` asks for it; if it was, ask the operator of this proxy for a new one.',
  },
  TOKEN_EXPIRED: {
    title: 'The token has expired',
    happened: 'The token was right once, and its time is over.',
    act: 'You, or the program that fetches tokens for you.',
    lasts: 'Until a new token is sent.',
    next: 'Ask for a new token where this one came from and try it: `curl --proxy-user token --proxy http://PROXY ADDRESS` asks for it; if it is new, the clock of one machine is wrong.',
  },
  TOKEN_INSUFFICIENT: {
    title: 'The token does not cover this',
    happened: 'The token is valid, but it was not issued for what this proxy asks of it.',
    act: 'Whoever issues the tokens.',
    lasts: 'Permanent for this token.',
    next: 'Ask for a token with the `scope` that the challenge of this answer names.',
  },
  TICKET_REJECTED: {
    title: 'The Kerberos ticket was not accepted',
    happened: 'Your program answered with a ticket, and this proxy could not accept it.',
    act: 'The operator of this proxy, whose journal says what was wrong.',
    lasts: 'Until the ticket, a clock or the key of the proxy is put right.',
    next: 'Check with `klist` that you have a ticket, then try `curl --proxy-negotiate --proxy-user : --proxy http://PROXY ADDRESS`, with the very name of the proxy that its key is made for.',
  },
  HANDSHAKE_CONTINUES: {
    title: 'Signing in takes one more round',
    happened:
      'Signing in this way takes several rounds on one connection, and this was not the last.',
    act: 'Nobody: a program that can sign in this way sends the next round by itself.',
    lasts: 'Until the last round.',
    next: 'Compare with `curl --proxy-negotiate --proxy-user : --proxy http://PROXY ADDRESS`, which keeps the connection; a program that opens a new one for each request never gets in.',
  },
  CERTIFICATE_REQUIRED: {
    title: 'A client certificate is needed',
    happened: 'This proxy lets in only who shows a certificate over TLS, and none was shown.',
    act: 'You, or whoever set up the program.',
    lasts: 'Temporary: it ends when the program is given a certificate.',
    next: 'Give the program its certificate and use the TLS address of this proxy: `curl --proxy-cert FILE --proxy-key FILE --proxy https://PROXY ADDRESS`.',
  },
  CERTIFICATE_UNKNOWN: {
    title: 'The certificate belongs to no user',
    happened:
      'Your certificate is valid, but no user of this proxy, or another user than the one who signed in, has it.',
    act: 'The operator of this proxy.',
    lasts: 'Permanent until the operator lets this certificate in.',
    next: 'Tell the operator of this proxy the subject of your certificate: `openssl x509 -in FILE -noout -subject`.',
  },
  ADDRESS_FORBIDDEN: {
    title: 'Your address is not let in',
    happened: 'This proxy serves certain networks only, and your address is in none of them.',
    act: 'The operator of this proxy, or you, if you are in the wrong network.',
    lasts: 'Permanent at this address.',
    next: 'Use this proxy from the network that it is for, through a VPN perhaps; or ask the operator to add your address.',
  },
  AUTHENTICATION_LIMITED: {
    title: 'Too many wrong passwords',
    happened:
      'There were many wrong credentials from here, so for a while none are checked, right ones included.',
    act: 'You, if a program of yours still has an old password.',
    lasts: 'Temporary: it passes by itself.',
    next: 'Look for a program of yours that sends an old password and stop it, wait the seconds in the `Retry-After` field, then try once.',
  },
  VERIFIER_UNAVAILABLE: {
    title: 'Passwords cannot be checked right now',
    happened:
      'The place where this proxy keeps its users did not answer, so your password was neither accepted nor refused.',
    act: 'The operator of this proxy; your password is not the reason.',
    lasts: 'Temporary: it passes when that place answers again.',
    next: 'Keep your password as it is, wait the number of seconds in the `Retry-After` field, then send the request again.',
  },
  POLICY_FORBIDDEN: {
    title: 'A rule of this proxy does not allow this',
    happened: 'You are known here, and a rule of this proxy forbids this request.',
    act: 'The operator of this proxy.',
    lasts: 'Permanent until the rule is changed, unless it is about the time of day.',
    next: 'Open `http://hopwise.internal/` through this proxy to see what applies to you; ask the operator if you need this address.',
  },
  ACCOUNT_FORBIDDEN: {
    title: 'Your account does not reach this far',
    happened:
      'Your account, or the token you used, is limited to certain addresses, methods or times.',
    act: 'The operator of this proxy.',
    lasts: 'Permanent until the account is changed, unless it is about the time of day.',
    next: 'Open `http://hopwise.internal/` through this proxy to see what your account may; ask the operator if you need more.',
  },
  DESTINATION_FORBIDDEN: {
    title: 'This proxy does not go there',
    happened:
      'The server you asked for has an address in a private, local or reserved network, which is closed to this proxy.',
    act: 'The operator of this proxy, who decides where it may go.',
    lasts: 'Permanent, until the operator changes the rule.',
    next: 'Reach servers of your own network without the proxy, in curl with `--noproxy HOST`; if it must go through, ask the operator to allow it.',
  },
  TUNNEL_LIMIT: {
    title: 'Too many tunnels at once',
    happened:
      'You have as many tunnels (connections to https sites) open as one user of this proxy may have.',
    act: 'You, or a program of yours that opens connections and forgets them.',
    lasts: 'Temporary: each tunnel that ends makes room for another.',
    next: 'Close programs that hold connections open, wait the number of seconds in the `Retry-After` field, then try again.',
  },
  NAME_NOT_RESOLVED: {
    title: 'No server of that name was found',
    happened:
      'This proxy looked up the name of the server, and the name service has no address for it.',
    act: 'You, if the name is misspelt; otherwise whoever runs that name.',
    lasts: 'Permanent for a misspelt name; a new or broken one may work later.',
    next: 'Check the spelling of the name, then ask another name service for it: `nslookup HOST 1.1.1.1`.',
  },
  NAME_TIMEOUT: {
    title: 'The name service did not answer',
    happened: 'This proxy looked up the name of the server and got no answer in time.',
    act: 'The operator of this proxy, if it happens with every name; otherwise whoever runs this one.',
    lasts: 'Temporary: it passes when the name service answers again.',
    next: 'Try again in a minute; then try another site, to see whether only this name is affected.',
  },
  PAC_UNAVAILABLE: {
    title: 'The way to the site is not known now',
    happened:
      'The script (PAC file) that says by which way requests leave here could not be read, so the site was not asked.',
    act: 'The operator of this proxy, or the people who run the server of the script.',
    lasts: 'Temporary: it passes when the script can be read. This proxy goes on trying.',
    next: 'Try again in a minute; if it stays, give the exchange id to the operator of this proxy.',
  },
  PAC_UNUSABLE: {
    title: 'No usable way to the site is known',
    happened:
      'The script (PAC file) that says by which way requests leave here failed for this site, or named nothing that this proxy may use.',
    act: 'The operator of this proxy, with the people who write the script.',
    lasts: 'Permanent, until the script or the configuration of this proxy is changed.',
    next: 'Give the exchange id to the operator: the detail in the journal says what the script did.',
  },
  ROUTE_LOOP: {
    title: 'The request goes in a circle',
    happened:
      'The request has already passed through this proxy once and was on its way to it again.',
    act: 'The operator of this proxy, or of one that sends requests to it.',
    lasts: 'Permanent, until the circle is opened.',
    next: 'Give the exchange id to the operator, who has to find the setting or the name that leads back to this proxy.',
  },
  CONNECT_REFUSED: {
    title: 'The server refused the connection',
    happened: 'The machine of the server is there, but it accepts no connection on this port.',
    act: 'You, if the port is mistyped; otherwise the people who run that server.',
    lasts: 'Temporary if the server is being restarted; permanent if the port is wrong.',
    next: 'Check the port in the address; if it is right, try again in a few minutes.',
  },
  CONNECT_UNREACHABLE: {
    title: 'The server cannot be reached',
    happened: 'There is no way through the network from this proxy to the address of the server.',
    act: 'The operator of this proxy, if no site works; otherwise the people who run that server.',
    lasts: 'Temporary: it passes when the network is repaired.',
    next: 'Try another site: if that works, wait for this one; if not, tell the operator of this proxy.',
  },
  CONNECT_TIMEOUT: {
    title: 'The server does not answer',
    happened: 'This proxy tried to connect to the server, and nothing answered in time.',
    act: 'The people who run that server, or a firewall between it and this proxy.',
    lasts: 'Temporary, unless a firewall drops the connection on purpose.',
    next: 'Check the port in the address and try again in a few minutes; if other sites work, tell the people who run this server.',
  },
  PARENT_UNREACHABLE: {
    title: 'The next proxy cannot be reached',
    happened:
      'This request goes through another proxy, and that one could not be reached: the site itself was not asked.',
    act: 'The operator of this proxy.',
    lasts: 'Temporary: it passes when the other proxy is back. This proxy goes on trying.',
    next: 'Try again in a minute; if it stays, give the exchange id to the operator of this proxy.',
  },
  PARENT_TLS_FAILED: {
    title: 'No secure connection to the next proxy',
    happened:
      'This request goes through another proxy, and the encrypted connection to that one failed.',
    act: 'The operator of this proxy, with the people who run the other one.',
    lasts: 'Permanent, until the certificate or the setting for it is right.',
    next: 'Give the exchange id to the operator of this proxy, who has to check the certificate of the other proxy.',
  },
  PARENT_CHALLENGE_UNANSWERABLE: {
    title: 'The next proxy wants other credentials',
    happened:
      'This request goes through another proxy, which asked this proxy, not you, for credentials that it does not have.',
    act: 'The operator of this proxy.',
    lasts: 'Permanent, until the operator adds credentials for the other proxy.',
    next: 'Give the exchange id to the operator of this proxy; your own name and password cannot help here.',
  },
  PARENT_CREDENTIALS_REJECTED: {
    title: 'The next proxy does not accept this one',
    happened:
      'This request goes through another proxy, which refused the credentials that this proxy, not you, has for it.',
    act: 'The operator of this proxy.',
    lasts: 'Permanent, until the operator corrects the credentials for the other proxy.',
    next: 'Give the exchange id to the operator of this proxy; your own name and password cannot help here.',
  },
  PARENT_CHALLENGE_INVALID: {
    title: 'The next proxy asks in a way without answer',
    happened:
      'This request goes through another proxy, which asked for credentials without saying how, or without end.',
    act: 'The people who run the other proxy.',
    lasts: 'Permanent, until the other proxy is repaired.',
    next: 'Give the exchange id to the operator of this proxy, who knows whom to ask.',
  },
  PARENT_CHALLENGE_LATE: {
    title: 'The next proxy interrupted the upload',
    happened:
      'This request goes through another proxy, which asked for credentials when too much content was on its way to be sent again.',
    act: 'You, by sending it again.',
    lasts: 'Temporary: the next time this proxy signs in first.',
    next: 'Send the request again.',
  },
  PARENT_REFUSED: {
    title: 'The next proxy refused the connection',
    happened:
      'This request goes through another proxy, which did not open a connection to the site.',
    act: 'The people who run the other proxy, if they do not allow this site; otherwise those who run the site.',
    lasts: 'Temporary if the site is down; permanent if the other proxy does not allow it.',
    next: 'Check the address; if it is right, give the exchange id to the operator of this proxy.',
  },
  PARENT_ANSWER_INVALID: {
    title: 'The next proxy gave no usable answer',
    happened:
      'This request goes through another proxy, which hung up or answered something that is not its protocol.',
    act: 'The operator of this proxy, if the setting for the other one is wrong; otherwise the people who run that one.',
    lasts:
      'Temporary if the other proxy was restarted; permanent if this is not a proxy of the configured kind.',
    next: 'Try again once; if it stays, give the exchange id to the operator of this proxy.',
  },
  NEXT_HOP_LIMIT: {
    title: 'Too many connections to servers',
    happened: 'This proxy has as many connections to servers open as it is allowed to.',
    act: 'Nobody now; the operator of this proxy, if it happens often.',
    lasts: 'Temporary: it passes as others finish.',
    next: 'Wait the number of seconds in the `Retry-After` field, then send the request again.',
  },
  NEXT_HOP_CLOSED: {
    title: 'The server hung up',
    happened: 'The server took the connection and closed it without an answer.',
    act: 'The people who run that server, if it happens again.',
    lasts: 'Temporary: on a new connection the same request often passes.',
    next: 'Send the request again; if it may have had an effect already (an order, a payment), check that first.',
  },
  RESPONSE_TIMEOUT: {
    title: 'The server took too long',
    happened:
      'The server took the request but did not begin to answer in the time this proxy waits.',
    act: 'The people who run that server.',
    lasts: 'Temporary, unless this request always takes that long.',
    next: 'Try again later, or ask for less at once; if it may have had an effect already (an order, a payment), check that first.',
  },
  RESPONSE_MALFORMED: {
    title: 'The answer of the server could not be read',
    happened:
      'The server answered with something that is not valid HTTP, and passing it on could have misled your program.',
    act: 'You, if the port is not one for HTTP; otherwise the people who run that server.',
    lasts: 'Permanent, until the server is repaired.',
    next: 'Check that the port in the address speaks HTTP and not TLS or another protocol; if it does, report the detail to the people who run that server.',
  },
  RESPONSE_HEAD_TOO_LARGE: {
    title: 'The answer has too many header fields',
    happened: 'The server answered with more or larger header fields than this proxy reads.',
    act: 'The people who run that server.',
    lasts: 'Permanent, until the server sends less.',
    next: 'Look at the fields with `curl --noproxy "*" --head ADDRESS` and report them to the people who run that server; they are often cookies.',
  },
  RESPONSE_TRANSFER_CODING: {
    title: 'The answer is wrapped in an unknown way',
    happened:
      'The server answered with a transfer coding other than chunked, which nobody had asked for.',
    act: 'The people who run that server.',
    lasts: 'Permanent, until the server is repaired.',
    next: 'Tell the people who run that server to compress with `Content-Encoding`, not with `Transfer-Encoding`.',
  },
  UPGRADE_UNEXPECTED: {
    title: 'The server changed the protocol unasked',
    happened:
      'The server answered that it switches to another protocol, which the request had not asked for.',
    act: 'The people who run that server.',
    lasts: 'Permanent, until the server is repaired.',
    next: 'Report the address and the exchange id to the people who run that server; if you run it, answer 101 only to a request with an `Upgrade` field.',
  },
  RESPONSE_INCOMPLETE: {
    title: 'The answer broke off',
    happened:
      'The server closed the connection before its answer was complete, so what you have is only a part.',
    act: 'The people who run that server, if it happens again.',
    lasts: 'Temporary: a new connection often brings the whole answer.',
    next: 'Discard the part you have and ask again, or resume a download with `curl --continue-at - --remote-name ADDRESS`.',
  },
  RELAY_IDLE: {
    title: 'The transfer stood still',
    happened:
      'Nothing moved on this connection for longer than this proxy waits, so it was closed.',
    act: 'The people who run that server, or whoever wrote your program, if it is one that stays silent.',
    lasts: 'Temporary: a new connection starts with its full time.',
    next: 'Start the transfer again; if your program is silent for long, set it to send a small message now and then.',
  },
  CLIENT_GONE: {
    title: 'The client went away',
    happened:
      'The program that sent the request closed the connection before its answer was complete.',
    act: 'Nobody, unless it happens often: then whoever set the time limit of that program.',
    lasts: 'It ended with that connection.',
    next: 'Compare the duration of the exchange with the time limit of the program, and raise the limit if the two are alike.',
  },
}

export const ENGLISH: Catalogue = {
  tag: 'en',
  faults: FAULTS,
  labels: {
    happened: 'What happened',
    act: 'Who must act',
    lasts: 'How long it lasts',
    next: 'Next step',
    detail: 'Detail',
    exchange: 'Exchange',
    status: 'Status',
    fault: 'Fault',
    party: 'Whose fault',
    phase: 'Where it stopped',
    more: 'More about this fault',
  },
  parties: {
    client: 'you, or the program you use',
    proxy: 'this proxy',
    'next-hop': 'the server you asked for, or the network on the way to it',
    origin: 'the site you asked for',
    operator: 'the operator of this proxy',
  },
  phases: {
    receive: 'while the proxy was reading the request',
    authenticate: 'while the proxy was finding out who is asking',
    authorize: 'while the proxy was deciding whether this is allowed',
    route: 'while the proxy was finding the way to the server',
    connect: 'while the proxy was connecting to the server',
    forward: 'while the proxy was waiting for the answer of the server',
    relay: 'while the answer was being passed on',
  },
  outcomes: {
    relayed: 'from the server',
    tunnelled: 'tunnel',
    answered: 'from this proxy',
    challenged: 'asked to sign in',
    refused: 'refused',
    failed: 'failed',
    aborted: 'cut short',
  },
  retries: {
    never: 'Sending the same request again gives the same result.',
    'on-fresh-connection': 'The same request can be sent again at once, on a new connection.',
    'after-credentials':
      'The same request passes once it carries a name and password that this proxy accepts.',
    later: 'The same request may pass later.',
  },
}
