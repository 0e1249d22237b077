import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Fetches each argument with HttpClient and with URLConnection, told nothing about a proxy. */
final class FetchByDefault {
    public static void main(String[] urls) throws Exception {
        for (String url : urls) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            System.out.println("HttpClient " + response.body());
            byte[] read = URI.create(url).toURL().openConnection().getInputStream().readAllBytes();
            System.out.println("URLConnection " + new String(read));
        }
    }
}
