package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.cli.TalkOptions.OutputFormat;
import dev.lungo.model.Prompt.Effort;
import dev.lungo.permission.PermissionMode;
import dev.lungo.permission.PermissionRule;
import dev.lungo.settings.SandboxSettings;
import dev.lungo.tasks.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InvocationTest {
    private static final String ID = "0b7f1f57-27a8-4d5f-9a3e-2f6a1c6c0d11";
    private static final TalkOptions PLAIN = new TalkOptions(
            false,
            Optional.empty(),
            OutputFormat.TEXT,
            false,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            "",
            List.of(),
            SessionWish.fresh(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    @Test
    void without_arguments_it_talks_with_the_defaults() {
        assertThat(read()).isEqualTo(new Invocation.Talk(PLAIN));
    }

    @Test
    void a_word_alone_is_a_prompt_where_an_option_tells_that_it_is_no_command() {
        assertThat(read("--permission-mode", "dontAsk", "hello"))
                .isInstanceOfSatisfying(
                        Invocation.Talk.class,
                        talk -> assertThat(talk.options().prompt()).contains("hello"));
    }

    @Test
    void every_option_of_a_conversation_is_read() {
        TalkOptions all = new TalkOptions(
                true,
                Optional.of("fix it"),
                OutputFormat.STREAM_JSON,
                false,
                true,
                true,
                Optional.of("opus"),
                Optional.of(TalkOptions.Provider.SCRIPTED),
                Optional.of(Path.of("turns.json")),
                Optional.of(Effort.XHIGH),
                OptionalInt.of(7),
                OptionalDouble.of(2.5),
                Optional.of(Duration.ofMillis(1500)),
                Optional.of(PermissionMode.PLAN),
                List.of(rule("bash"), rule("edit_file"), rule("bash(git log:*)"), rule("grep")),
                List.of(rule("glob"), rule("bash(rm:*)")),
                "be brief",
                List.of(Path.of("/a"), Path.of("/b")),
                new SessionWish(SessionWish.Which.LATEST, Optional.empty(), true, Optional.of(ID)),
                Optional.of("s.json"),
                Optional.of(SandboxSettings.Mode.STRONG),
                Optional.of("example.org,*.example.com"),
                true);

        assertThat(read(
                        "-p",
                        "--output-format=stream-json",
                        "--input-format",
                        "text",
                        "--include-partial-messages",
                        "--verbose",
                        "--model",
                        "opus",
                        "--provider=scripted",
                        "--script",
                        "turns.json",
                        "--effort",
                        "xhigh",
                        "--max-turns=7",
                        "--max-budget-usd",
                        "2.5",
                        "--background-wait",
                        "1.5",
                        "--permission-mode",
                        "plan",
                        "--allowedTools",
                        "bash, edit_file bash(git log:*)",
                        "--allowed-tools=grep",
                        "--disallowedTools",
                        "glob,bash(rm:*)",
                        "--sandbox=strong",
                        "--sandbox-network",
                        "example.org,*.example.com",
                        "--append-system-prompt",
                        "be brief",
                        "--add-dir",
                        "/a",
                        "--add-dir=/b",
                        "-c",
                        "--fork-session",
                        "--session-id=" + ID,
                        "--settings=s.json",
                        "--trust",
                        "fix it"))
                .isEqualTo(new Invocation.Talk(all));
    }

    @Test
    void the_session_to_go_on_with_is_the_latest_a_named_one_or_one_to_be_picked() {
        assertThat(wish("-c", "more"))
                .isEqualTo(new SessionWish(SessionWish.Which.LATEST, Optional.empty(), false, Optional.empty()));
        assertThat(wish("--resume", "the build", "go on"))
                .isEqualTo(
                        new SessionWish(SessionWish.Which.CHOSEN, Optional.of("the build"), false, Optional.empty()));
        assertThat(wish("-r", "-p", "go on"))
                .isEqualTo(new SessionWish(SessionWish.Which.CHOSEN, Optional.empty(), false, Optional.empty()));
        assertThat(wish("--resume=0b7f", "--fork-session"))
                .isEqualTo(new SessionWish(SessionWish.Which.CHOSEN, Optional.of("0b7f"), true, Optional.empty()));
        assertThat(wish("--session-id", ID))
                .isEqualTo(new SessionWish(SessionWish.Which.NEW, Optional.empty(), false, Optional.of(ID)));
        assertThatThrownBy(() -> wish("--session-id", "mine")).hasMessageContaining("is a UUID such as");
        assertThatThrownBy(() -> wish("-c", "--session-id", ID)).hasMessageContaining("names a new session");
    }

    private static PermissionRule rule(String text) {
        return PermissionRule.parse(text, PermissionRule.Source.FLAG);
    }

    private static SessionWish wish(String... arguments) {
        return ((Invocation.Talk) read(arguments)).options().session();
    }

    @Test
    void prompts_come_as_words_as_a_value_of_print_or_behind_two_hyphens() {
        assertThat(prompt("-p", "fix it")).contains("fix it");
        assertThat(prompt("fix it", "-p")).contains("fix it");
        assertThat(prompt("-p", "fix", "it")).contains("fix it");
        assertThat(prompt("--print=fix it")).contains("fix it");
        assertThat(prompt("-p", "--", "--model")).contains("--model");
        assertThat(prompt("--", "tasks")).contains("tasks");
        assertThat(prompt("-p", "tasks")).contains("tasks");
        assertThat(prompt("what is this?")).contains("what is this?");
        assertThat(prompt("-p", "-")).contains("-");
    }

    @Test
    void commands_are_read() {
        assertThat(read("demo")).isEqualTo(new Invocation.Demo(false));
        assertThat(read("demo", "--fast")).isEqualTo(new Invocation.Demo(true));
        assertThat(read("tasks")).isEqualTo(new Invocation.ListTasks(false, false));
        assertThat(read("tasks", "--json")).isEqualTo(new Invocation.ListTasks(true, false));
        assertThat(read("tasks", "--all")).isEqualTo(new Invocation.ListTasks(false, true));
        assertThat(read("logs", "b7")).isEqualTo(new Invocation.ShowLog(new TaskId("b7"), LogWish.ALL));
        assertThat(read("logs", "-f", "b7"))
                .isEqualTo(new Invocation.ShowLog(
                        new TaskId("b7"), new LogWish(true, OptionalInt.empty(), Optional.empty())));
        assertThat(read("logs", "b7", "-n", "5", "--grep", "a|b"))
                .isEqualTo(new Invocation.ShowLog(
                        new TaskId("b7"), new LogWish(false, OptionalInt.of(5), Optional.of("a|b"))));
        assertThat(read("stop", "b7", "c2", "b7"))
                .isEqualTo(new Invocation.StopTasks(List.of(new TaskId("b7"), new TaskId("c2"))));
        assertThat(read("--version")).isEqualTo(new Invocation.ShowVersion());
        assertThat(read("-h")).isEqualTo(new Invocation.ShowHelp());
        assertThat(read("tasks", "--help")).isEqualTo(new Invocation.ShowHelp());
    }

    @Test
    void waiting_without_limit_can_be_asked_for() {
        assertThat(options("-p", "x", "--background-wait", "none").backgroundWait())
                .contains(TalkOptions.NO_LIMIT);
        assertThat(options("-p", "x", "--background-wait", "0").backgroundWait())
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            --modle x                          | unknown option --modle: did you mean --model?
            --output-formt json                | unknown option --output-formt: did you mean --output-format?
            --allowed                          | unknown option --allowed: did you mean --allowedTools?
            --zzz                              | unknown option --zzz
            -x                                 | unknown option -x
            --model                            | the option --model needs a value (one that begins with -- goes in as --model=VALUE)
            --model --verbose                  | the option --model needs a value (one that begins with -- goes in as --model=VALUE)
            --verbose=yes                      | the option --verbose takes no value
            -c -r                              | --continue is the latest session, --resume another: use one of them
            --fork-session                     | --fork-session goes with --continue or --resume: which session is to be copied?
            --mcp-config x                     | the option --mcp-config is not there yet
            --dangerously-skip-permissions     | there is no option --dangerously-skip-permissions: use --permission-mode bypassPermissions
            --permission-mode yolo             | --permission-mode is one of default, acceptEdits, plan, dontAsk, bypassPermissions, not 'yolo'
            --permission-mode acceptEdit       | --permission-mode is one of default, acceptEdits, plan, dontAsk, bypassPermissions, not 'acceptEdit': did you mean acceptEdits?
            --output-format xml                | --output-format is one of text, json, stream-json, not 'xml'
            --provider gemini                  | --provider is one of anthropic, openai, scripted, not 'gemini'
            --provider scripted                | --provider scripted needs --script FILE
            --provider openai --script x       | --script belongs to --provider scripted
            --effort huge                      | --effort is one of low, medium, high, xhigh, max, not 'huge'
            --max-turns 0                      | --max-turns is a whole number from 1 on, not '0'
            --max-turns many                   | --max-turns is a whole number from 1 on, not 'many'
            --max-budget-usd -1                | --max-budget-usd is an amount in US dollars such as 2.50, not '-1'
            --max-budget-usd NaN               | --max-budget-usd is an amount in US dollars such as 2.50, not 'NaN'
            --background-wait soon             | --background-wait is a number of seconds or none, not 'soon'
            --background-wait -3               | --background-wait is a number of seconds or none, not '-3'
            --allowedTools bash(git:*          | --allowedTools: the rule 'bash(git:*' has no closing parenthesis: Tool(specifier)
            --input-format stream-json         | --input-format stream-json needs --output-format stream-json
            --include-partial-messages         | --include-partial-messages needs --output-format stream-json
            --input-format=stream-json --output-format=stream-json -- x | with --input-format stream-json the prompts come from stdin, not as an argument
            --json                             | the option --json belongs to a command (here it is --output-format json)
            --sandbox-network http://x.y/      | --sandbox-network is none, all or hosts: 'http://x.y/' is no host: write example.org, *.example.org, example.org:8443 or an address such as 192.0.2.7 or [2001:db8::7]
            --model opus taks                  | unknown command 'taks': did you mean 'tasks'? (as a prompt: lungo -- taks)
            config get permissions             | 'permissions' is a group of settings; name one of them: permissions.defaultMode, permissions.allow, permissions.ask, permissions.deny, permissions.additionalDirectories
            taks                               | unknown command 'taks': did you mean 'tasks'? (as a prompt: lungo -- taks)
            log e4                             | did you mean 'lungo logs e4'? (as a prompt: lungo -- log e4)
            stopp e4                           | did you mean 'lungo stop e4'? (as a prompt: lungo -- stopp e4)
            frobnicate                         | unknown command 'frobnicate' (as a prompt: lungo -- frobnicate)
            logs                               | 'logs' needs the id of a task: lungo logs ID (lungo tasks lists them)
            stop B7                            | not a task id: 'B7' (expected something like b7)
            logs b7 b8                         | 'logs' does not take 'b8'
            logs b7 -n 0                       | --lines is a whole number from 1 on, not '0'
            tasks all                          | 'tasks' does not take 'all'
            """)
    void what_cannot_be_served_says_what_was_meant(String line, String message) {
        assertThatThrownBy(() -> read(line.strip().split(" +", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    private static Invocation read(String... arguments) {
        return Invocation.of(CommandLine.parse(List.of(arguments)));
    }

    private static TalkOptions options(String... arguments) {
        return ((Invocation.Talk) read(arguments)).options();
    }

    private static Optional<String> prompt(String... arguments) {
        return options(arguments).prompt();
    }
}
