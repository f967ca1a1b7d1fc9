package dev.lungo.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lungo.tool.ProviderVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The run from which the JVM's start-up cache is made, at build time: {@code Training FOLDER JAVA OPTION...} starts a
 * JVM with exactly these options on {@link TrainingRun}, and answers it, on the loopback, as a Messages API would: first
 * with a few tool calls, then with an end. Nothing is read from or written to the user's own folders. It takes at most
 * {@value #LIMIT_SECONDS} seconds; its exit code is the run's, or 1.
 */
final class Training {
    private static final int LIMIT_SECONDS = 60;

    private Training() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Path.of(arguments[0]);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var requests = new AtomicInteger();
        server.createContext("/", exchange -> answer(exchange, requests));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var command = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
        command.add(TrainingRun.class.getName());
        var exit = run(command, folder, server.getAddress().getPort());
        server.stop(0);
        System.exit(requests.get() < 2 ? fail("the run made " + requests + " requests and not two") : exit);
    }

    private static int run(List<String> command, Path folder, int port) throws IOException, InterruptedException {
        var project = Files.createDirectories(folder.resolve("project"));
        settings(folder.resolve(".config/lungo"), """
                {"permissions": {"allow": ["bash(true *)", "glob"], "additionalDirectories": ["~"]}, "model": "training",
                 "provider": "anthropic", "sandbox": {"network": "none", "allowCommands": true}, "limits": {"maxTurns": 9}}""");
        settings(project.resolve(".lungo"), """
                {"permissions": {"deny": ["bash(rm *)"], "allow": ["grep"]}, "sandbox": {"hidden": ["~/x"]},
                 "limits": {"maxTurns": 8}}""");
        var builder = new ProcessBuilder(command).directory(project.toFile()).inheritIO();
        var environment = builder.environment();
        environment.keySet().removeIf(Training::changesTheRun);
        environment.put("HOME", folder.toString());
        environment.put("LUNGO_HOME", folder.resolve("state").toString());
        environment.put("ANTHROPIC_BASE_URL", "http://127.0.0.1:" + port);
        environment.put("ANTHROPIC_API_KEY", "training");
        var process = builder.start();
        if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return fail("the run was stopped after " + LIMIT_SECONDS + " seconds");
    }

    /** Most people have some: what reads them is trained as well. */
    private static void settings(Path folder, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve("settings.json"), text);
    }

    private static int fail(String reason) {
        System.err.println("training: " + reason);
        return 1;
    }

    private static boolean changesTheRun(String variable) {
        return ProviderVariables.has(variable)
                || variable.startsWith("LUNGO_")
                || variable.startsWith("XDG_")
                || variable.startsWith("JDK_")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("MODEL_ID");
    }

    private static void answer(HttpExchange exchange, AtomicInteger requests) {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var events = (requests.incrementAndGet() == 1 ? work() : end()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(events);
        } catch (IOException e) {
            throw new UncheckedIOException("while answering " + exchange.getRequestURI(), e);
        }
    }

    private static String work() {
        return start()
                + block(0, "\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"")
                + delta(0, "\"type\":\"thinking_delta\",\"thinking\":\"Look first.\"")
                + delta(0, "\"type\":\"signature_delta\",\"signature\":\"c2lnbmVk\"")
                + stop(0)
                + text(1, "Some work:")
                + call(2, "bash", "{\\\"command\\\": \\\"true\\\"}")
                + call(3, "write_file", "{\\\"path\\\": \\\"a.txt\\\", \\\"content\\\": \\\"a\\\"}")
                + call(4, "read_file", "{\\\"path\\\": \\\"a.txt\\\"}")
                + call(5, "background_run", "{\\\"command\\\": \\\"echo done\\\"}")
                + finish("tool_use");
    }

    private static String end() {
        return start() + text(0, "That is all.") + finish("end_turn");
    }

    private static String start() {
        return event(
                "message_start",
                "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"training\","
                        + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                        + "\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}");
    }

    private static String text(int index, String text) {
        return block(index, "\"type\":\"text\",\"text\":\"\"")
                + delta(index, "\"type\":\"text_delta\",\"text\":\"" + text + "\"")
                + stop(index);
    }

    private static String call(int index, String tool, String input) {
        return block(
                        index,
                        "\"type\":\"tool_use\",\"id\":\"toolu_" + index + "\",\"name\":\"" + tool + "\",\"input\":{}")
                + delta(index, "\"type\":\"input_json_delta\",\"partial_json\":\"" + input + "\"")
                + stop(index);
    }

    private static String block(int index, String fields) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":{" + fields + "}");
    }

    private static String delta(int index, String fields) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":{" + fields + "}");
    }

    private static String stop(int index) {
        return event("content_block_stop", "\"index\":" + index);
    }

    private static String finish(String reason) {
        return event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"" + reason + "\",\"stop_sequence\":null},"
                                + "\"usage\":{\"output_tokens\":20}")
                + event("message_stop", null);
    }

    private static String event(String type, @Nullable String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (fields == null ? "" : "," + fields) + "}\n\n";
    }
}
