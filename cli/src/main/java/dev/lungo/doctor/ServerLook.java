package dev.lungo.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * The server of the model: whether it can be reached. No key goes along, and no tokens are spent: any answer is an answer.
 *
 * @param limit how long it may take
 */
public record ServerLook(URI address, Duration limit) {
    /** Asks for nothing in particular. */
    public Finding look() throws InterruptedException {
        var shown = address.getScheme() + "://" + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort());
        try (var client = HttpClient.newBuilder().connectTimeout(limit).build()) {
            HttpRequest request = HttpRequest.newBuilder(bare())
                    .timeout(limit)
                    .header("user-agent", "lungo-doctor")
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < 500
                    ? new Finding.Fine("model server", shown + " answers")
                    : broken(shown + " answers with an error (" + status + ")", "try again later");
        } catch (HttpTimeoutException late) {
            return broken(shown + " does not answer within " + limit.toSeconds() + " s", network());
        } catch (SSLException untrusted) {
            return broken(
                    shown + " has no certificate that this Java trusts: " + untrusted.getMessage(),
                    "behind a proxy that opens connections, give Java its certificate");
        } catch (ConnectException refused) {
            return refused.getCause() instanceof UnresolvedAddressException || isUnknown(refused)
                    ? broken("nobody knows the name " + address.getHost() + ": offline, perhaps", network())
                    : broken(shown + " refuses connections", "start the server, or correct the base URL");
        } catch (IOException failed) {
            return broken(shown + " cannot be reached: " + failed.getMessage(), network());
        }
    }

    /** Without a name and password, and what may be secret behind a question mark. */
    private URI bare() {
        return URI.create(address.getScheme() + "://" + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + (address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath()));
    }

    private static boolean isUnknown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static String network() {
        return "look at the network, at a proxy, at the base URL";
    }

    private static Finding broken(String fact, String remedy) {
        return new Finding.Broken("model server", fact, "no model answers (lungo demo needs none)", remedy);
    }
}
