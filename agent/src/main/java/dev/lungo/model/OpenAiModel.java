package dev.lungo.model;

import dev.lungo.model.OpenAiErrors.Told;
import dev.lungo.model.OpenAiRequest.Features;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model behind an OpenAI-compatible Chat Completions API. */
final class OpenAiModel implements Model {
    /** Such servers do not say what their model can; the window is a guess, and a full one is told by an error. */
    private static final Capabilities CAPABILITIES = new Capabilities(false, false, 128_000, 0, 0, 0);

    private final Connection.OpenAi connection;
    private final Http http;
    private final Secrets secrets;
    private final URI url;

    /** Only the thread that asks uses it. */
    private Features features;

    /** Only the thread that asks uses it: the limit's name was changed once, and is not changed back. */
    private boolean limitChanged;

    OpenAiModel(Connection.OpenAi connection) {
        this.connection = connection;
        this.http = new Http(connection.baseUrl(), connection.patience());
        this.secrets = Secrets.of(connection);
        this.url = url(connection.baseUrl());
        boolean original = "api.openai.com".equals(url.getHost());
        this.features = new Features(true, true, original, true);
    }

    @Override
    public String id() {
        return connection.model();
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Reply reply(Prompt prompt, ReplyListener listener) throws InterruptedException {
        return new Attempts(connection.patience(), listener, secrets, http::isClosed)
                .run(() -> attempt(prompt, listener));
    }

    private Reply attempt(Prompt prompt, ReplyListener listener) throws Failed, InterruptedException {
        while (true) {
            byte[] body = OpenAiRequest.of(prompt, connection.model(), features);
            HttpAnswer answer = http.send(request(body), listener);
            if (answer.isOk()) {
                return answer.read(new OpenAiStream(prompt, listener, secrets, KeyWatch.of(connection, body))::read);
            }
            Told told = Told.in(secrets.hide(answer.errorText()));
            String left = answer.status() == 400 || answer.status() == 422 ? leaveOut(told, prompt) : null;
            if (left == null) {
                throw OpenAiErrors.status(answer.status(), answer.headers(), told, answer.where());
            }
            listener.on(new ReplyEvent.FellBack(left));
        }
    }

    /** Leaves out what the server refused; each thing once, so that this comes to an end. */
    private @Nullable String leaveOut(Told told, Prompt prompt) {
        if (features.usage() && (told.has("stream_options") || told.has("include_usage"))) {
            features = features.withoutUsage();
            return "token counts";
        }
        if (features.effort() && prompt.effort() != Prompt.Effort.DEFAULT && told.has("effort")) {
            features = features.withoutEffort();
            return "the effort";
        }
        String name = features.newLimit() ? "max_completion_tokens" : "max_tokens";
        if (features.limit() && prompt.maxOutputTokens() > 0 && told.has(name)) {
            features = limitChanged ? features.withoutLimit() : features.withOtherLimit();
            limitChanged = true;
            return name;
        }
        return null;
    }

    private HttpRequest request(byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        headers.put("user-agent", "lungo");
        if (!connection.key().isEmpty()) {
            headers.put("authorization", "Bearer " + connection.key());
        }
        headers.putAll(connection.headers());
        return Http.post(url, headers, body);
    }

    /** Takes a base URL as people write it: a host alone, with the version, or the whole address. */
    private static URI url(URI base) {
        String text = base.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.endsWith("/chat/completions")) {
            return URI.create(text);
        }
        String path = base.getPath() == null ? "" : base.getPath();
        return URI.create(text + (hasVersion(path) ? "/chat/completions" : "/v1/chat/completions"));
    }

    /** Whether a segment such as {@code v1} or {@code v1beta} is in it. */
    private static boolean hasVersion(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.length() >= 2 && segment.charAt(0) == 'v' && Character.isDigit(segment.charAt(1))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        http.close();
    }
}
