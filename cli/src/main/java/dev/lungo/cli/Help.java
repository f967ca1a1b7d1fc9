package dev.lungo.cli;

/** What {@code --help} and {@code --version} print. */
final class Help {
    static final String VERSION = "0.1.0";

    private static final String TEXT = """
            Lungo: a coding agent for the terminal. Its long-running commands never block it.

            lungo [OPTIONS] [PROMPT]     talk in the terminal, beginning with the prompt
            lungo -p [OPTIONS] PROMPT    answer and leave; stdin, if there is any, is added to the prompt
            lungo demo                   see it at work: no key, no network, 15 seconds
            lungo sessions [--json]      the conversations of this folder, newest first
            lungo tasks [--json] [--all] the background tasks of this folder, of every session; --all: of every folder
            lungo logs ID [-f] [-n, --lines N] [--grep REGEX]
                                         what a task wrote; -f follows until it ends; the last lines, the ones that match
            lungo stop ID...             stop tasks and everything they started, also what ended ones left
            lungo rewind [N] [--session WHICH] [--files|--conversation]
                                         back to before a prompt, both or one of them (asked, or the conversation)
                                         without N: the prompts
            lungo doctor [--json]        what this machine has, what it lacks, and what that costs
            lungo config [list] [--json] what counts here, and where it is written
            lungo config get KEY | set KEY VALUE | unset KEY | add KEY VALUE... | remove KEY VALUE... | schema
                         [--user|--project|--local]
                                         one setting; the file that is changed (--user: ~/.config/lungo/settings.json)

            Sessions
              -c, --continue             go on with this folder's latest session; its running tasks come back with it
              -r, --resume [WHICH]       go on with another: an id, its beginning, or words of a prompt; alone: pick one
                                         with -p and no prompt: answer what is open
              --fork-session             with either of these: go on in a copy
              --session-id UUID          the id of the new session, or of the copy
            Model
              --model NAME               such as claude-opus-5-5, or opus, sonnet, haiku (default claude-sonnet-5-5)
              --provider NAME            anthropic (default), openai (any compatible server), scripted
              --script FILE              turns of the scripted provider
              --effort LEVEL             low, medium, high, xhigh, max
              --append-system-prompt T   add T to the system prompt
            Limits
              --max-turns N              model calls per prompt
              --max-budget-usd AMOUNT    stop when so much is spent
              --background-wait SECONDS  how long -p waits for background tasks once the model is done
                                         (default 600; none: until they end)
            What it may do
              --permission-mode MODE     default: ask before commands that may change something, and before writes
                                         acceptEdits: files may be changed; plan: nothing may; dontAsk: what would
                                         be asked is denied, as with -p; bypassPermissions: never ask
              --allowedTools RULES       run these without asking, such as grep,'bash(npm test:*)','edit(/src/**)'
              --disallowedTools RULES    never run these; of a tool without parentheses the model does not hear
              --sandbox MODE             confine commands to this folder: off (default), light, strong; see docs/sandbox.md
              --sandbox-network WHAT     what they reach: none (default), all, or hosts such as npmjs.org,*.npmjs.org (strong)
              --add-dir FOLDER           also work on files in this folder
              --settings FILE|JSON       more settings, for this run; they count before those of files
              --trust                    this folder's own settings and all of its .env count, from now on
            Headless
              -p, --print                no conversation, one answer on stdout
              --output-format FORMAT     text (default), json, stream-json
              --input-format FORMAT      text (default), stream-json: prompts as lines on stdin
              --include-partial-messages pass the stream's events on (stream-json)
              --verbose                  accepted; the activity is on stderr anyway
            Others
              -h, --help    -v, --version    -- (what follows is the prompt)

            Settings come from options, then --settings, the environment, .env in the working folder, then from
            .lungo/settings.local.json, .lungo/settings.json and ~/.config/lungo/settings.json. Variables:
              ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL, ANTHROPIC_CUSTOM_HEADERS,
              OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, MODEL_ID, BASH_DEFAULT_TIMEOUT_MS, BASH_MAX_TIMEOUT_MS,
              BASH_MAX_OUTPUT_LENGTH, LUNGO_STREAM_SILENCE_MS (a model silent so long is asked again),
              LUNGO_ORPHAN_GRACE_MS (tasks of a Lungo that died run on so long, ten minutes by default);
              LUNGO_HOME (state folder, environment only)

            Examples
              lungo "fix the failing test"
              lungo -c "now the other test"
              git diff | lungo -p "review this" --model opus
              lungo -p "run the tests in the background, then fix the lint errors" --permission-mode bypassPermissions
              lungo -p "what does this do?" --output-format json | jq -r .result
              OPENAI_BASE_URL=http://127.0.0.1:8080/v1 lungo --provider openai --model local

            Exit: 0 done, 1 failed, 2 wrong usage, 3 a limit was reached, 129 hangup, 130 Ctrl+C, 143 terminated""";

    private Help() {}

    static int print(Surroundings surroundings) {
        surroundings.print(TEXT);
        return ExitCode.OK;
    }

    static int printVersion(Surroundings surroundings) {
        surroundings.print("lungo " + VERSION);
        return ExitCode.OK;
    }
}
