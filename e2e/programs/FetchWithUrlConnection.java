import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Fetches args[0] through the proxy at 127.0.0.1:args[1], as user args[2] with password args[3] if given. */
final class FetchWithUrlConnection {
    public static void main(String[] args) throws Exception {
        if (args.length > 2) {
            Authenticator.setDefault(new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(args[2], args[3].toCharArray());
                }
            });
        }
        Proxy proxy = new Proxy(
            Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1])));
        HttpURLConnection connection =
            (HttpURLConnection) URI.create(args[0]).toURL().openConnection(proxy);
        int status = connection.getResponseCode();
        InputStream body =
            status < 400 ? connection.getInputStream() : connection.getErrorStream();
        System.out.println(status + " " + (body == null ? "without a body"
            : new String(body.readAllBytes(), StandardCharsets.UTF_8)));
    }
}
