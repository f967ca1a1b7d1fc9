package dev.lungo.permission;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges calls of commands that are known to change nothing, and where they read. Immutable. */
final class KnownReads {
    private static final Pattern JQ_READS = Pattern.compile(
            "(?<![.\\w])env\\b|ENV\\b|\\b(import|include|modulemeta|get_search_list|input_filename)\\b");

    private static final Pattern COUNTS = Pattern.compile("%[-+ #0-9.*'hlLqjzt]*n");

    /** More files than these are not looked at one by one. */
    private static final int MOST_FILES = 300;

    private final Places places;
    private final GitReads git;

    KnownReads(Places places) {
        this.places = places;
        this.git = new GitReads(places);
    }

    /** What is found out about a call of a known command. */
    Finding judge(KnownCommand known, Call call, Set<Path> folders) {
        List<Argument> words = call.words().subList(known.words(), call.words().size());
        if (known.operands() == KnownCommand.Operands.OTHERS && call.program().equals("find")) {
            return Finding.Doubt.of(call, "it is not judged here");
        }
        var read = new ReadArguments(known.options(), known.tame(), words);
        if (read.doubt().isPresent()) {
            return Finding.Doubt.of(call, read.doubt().get());
        }
        if (call.program().equals("tree") && read.attaches()) {
            return Finding.Doubt.of(call, "tree takes values from the words behind and all letters for options");
        }
        if (call.program().equals("git") && GitReads.checksSignatures(words)) {
            return Finding.Doubt.of(call, "it has git run the program that checks signatures");
        }
        Optional<String> shown = Disclosure.by(call);
        if (shown.isPresent()) {
            return Finding.Doubt.reading(call, shown.get());
        }
        for (Argument file : read.files()) {
            Optional<String> doubt = places.unread(file, folders);
            if (doubt.isPresent()) {
                return Finding.Doubt.reading(call, doubt.get());
            }
        }
        return operands(known, call, read, folders);
    }

    private Finding operands(KnownCommand known, Call call, ReadArguments read, Set<Path> folders) {
        List<Argument> operands = read.operands();
        return switch (known.operands()) {
            case NONE -> operands.isEmpty() ? Finding.Fine.READS : tooMany(call, operands.getFirst());
            case TEXT -> text(call, operands, folders);
            case NAMES -> names(call, operands, folders);
            case READS ->
                call.program().equals("diff") && comparesFolders(read, folders)
                        ? Finding.Doubt.reading(call, "it reads what is in folders, which may be links")
                        : reads(call, operands, folders);
            case READ_ONE ->
                operands.isEmpty()
                                || (operands.size() == 1 && operands.getFirst().oneWord())
                        ? reads(call, operands, folders)
                        : Finding.Doubt.of(call, "it writes its second file");
            case READ_FIRST -> reads(call, operands.subList(0, Math.min(1, operands.size())), folders);
            case PATTERN ->
                reads(
                        call,
                        read.patternGiven()
                                        || operands.isEmpty()
                                        || !operands.getFirst().oneWord()
                                ? operands
                                : operands.subList(1, operands.size()),
                        folders);
            case LISTED ->
                operands.isEmpty() || read.has("--list") || read.has("-l")
                        ? Finding.Fine.READS
                        : tooMany(call, operands.getFirst());
            case NUMERIC ->
                Machines.asked(call, read)
                        .<Finding>map(why -> Finding.Doubt.of(call, why))
                        .orElse(Finding.Fine.READS);
            case REVISIONS ->
                git.doubt(call, operands, folders)
                        .<Finding>map(why -> Finding.Doubt.reading(call, why))
                        .orElse(Finding.Fine.READS);
            case ONLY -> only(known, call, operands);
            case OTHERS -> others(call, read, folders);
        };
    }

    private static Finding only(KnownCommand known, Call call, List<Argument> operands) {
        return operands.stream()
                .filter(operand -> !(operand.constant() && known.only().contains(operand.value())))
                .findFirst()
                .<Finding>map(operand -> tooMany(call, operand))
                .orElse(Finding.Fine.READS);
    }

    private static Finding tooMany(Call call, Argument operand) {
        return Finding.Doubt.of(call, "with " + operand.written() + " it is not known to be harmless");
    }

    /** A pattern shows the names of files like a list of them. */
    private Finding text(Call call, List<Argument> operands, Set<Path> folders) {
        List<Argument> patterns = operands.stream()
                .filter(operand -> operand.kind() == Argument.Kind.PATTERN)
                .toList();
        return patterns.isEmpty() ? Finding.Fine.READS : names(call, patterns, folders);
    }

    private Finding names(Call call, List<Argument> files, Set<Path> folders) {
        return each(call, files, folders, file -> places.unnamed(file, folders));
    }

    private Finding reads(Call call, List<Argument> files, Set<Path> folders) {
        return each(call, files, folders, file -> file.is("-") ? Optional.empty() : places.unread(file, folders));
    }

    /** In a folder it follows links, and beside a file it looks there for one of the same name. */
    private boolean comparesFolders(ReadArguments read, Set<Path> folders) {
        boolean shows = !read.has("-q") && !read.has("--brief") && !read.has("--no-dereference");
        return shows
                && Stream.concat(read.operands().stream(), read.files().stream())
                        .flatMap(file -> places.uses(file, folders, false).stream())
                        .flatMap(List::stream)
                        .anyMatch(use -> Files.isDirectory(use.real()));
    }

    private Finding each(
            Call call, List<Argument> files, Set<Path> folders, Function<Argument, Optional<String>> doubted) {
        if (files.size() > MOST_FILES) {
            return Finding.Doubt.reading(call, Places.TOO_MANY);
        }
        Optional<Argument> option =
                files.stream().filter(file -> mayFindOption(file, folders)).findFirst();
        if (option.isPresent()) {
            return Finding.Doubt.of(call, "a file that " + option.get().written() + " fits would be an option");
        }
        List<Argument> doubtful =
                files.stream().filter(file -> doubted.apply(file).isPresent()).toList();
        return doubtful.isEmpty()
                ? here(call, files, folders)
                : new Finding.Doubt(
                        call.shown(),
                        doubted.apply(doubtful.getFirst()).orElseThrow(),
                        true,
                        places.offered(call, doubtful, folders));
    }

    /** A file named {@code -R} has {@code grep x *} follow links. */
    private boolean mayFindOption(Argument file, Set<Path> folders) {
        return file.kind() == Argument.Kind.PATTERN
                && file.mayBeOption()
                && places.uses(file, folders, false).orElse(List.of()).stream()
                        .anyMatch(use -> folders.stream()
                                .anyMatch(folder -> use.named().startsWith(folder)
                                        && folder.relativize(use.named())
                                                .toString()
                                                .startsWith("-")));
    }

    /** Without operands many commands look at the folder where they run. */
    private Finding here(Call call, List<Argument> files, Set<Path> folders) {
        return files.isEmpty()
                ? places.unnamed(Argument.of("."), folders)
                        .<Finding>map(doubt -> Finding.Doubt.reading(call, doubt))
                        .orElse(Finding.Fine.READS)
                : Finding.Fine.READS;
    }

    private Finding others(Call call, ReadArguments read, Set<Path> folders) {
        List<Argument> operands = read.operands();
        return switch (call.program()) {
            case "test", "[" ->
                TestWords.onlyCompare(call)
                        ? Finding.Fine.READS
                        : Finding.Doubt.of(call, "what it compares is only known while it runs");
            case "tar" ->
                !operands.isEmpty() && !Machines.isHere(operands.getFirst())
                        ? Finding.Doubt.of(call, "a name with a colon is on another machine")
                        : reads(call, operands.subList(0, Math.min(1, operands.size())), folders);
            case "set" ->
                call.arguments().isEmpty() ? Finding.Doubt.reading(call, "it shows all variables") : Finding.Fine.READS;
            case "printf" ->
                isPlainFormat(operands)
                        ? text(call, operands, folders)
                        : Finding.Doubt.of(call, "its format may set a variable");
            case "xxd" ->
                HexDump.readsOneFile(call)
                        ? reads(call, operands, folders)
                        : Finding.Doubt.of(call, "it may write a second file");
            case "date" ->
                operands.stream().allMatch(operand -> operand.value().startsWith("+"))
                        ? Finding.Fine.READS
                        : tooMany(call, operands.getFirst());
            case "sed" -> program(call, read, folders, SedScript::onlyPrints, "its script may do more than print");
            case "awk", "gawk", "mawk", "nawk" ->
                program(call, read, folders, AwkProgram::onlyPrints, "its program may do more than print");
            case "jq" ->
                program(
                        call,
                        read,
                        folders,
                        filter -> !JQ_READS.matcher(filter).find(),
                        "its filter may show the environment");
            case "cd" -> goes(call, operands, folders);
            case "git" ->
                GitReads.isPlainSetting(operands)
                        ? Finding.Fine.READS
                        : Finding.Doubt.reading(call, "it may show a password or a token of the settings");
            default -> Finding.Doubt.of(call, "it is not known to be harmless");
        };
    }

    /** {@code %n} sets the variable that a word names. */
    private static boolean isPlainFormat(List<Argument> operands) {
        return !operands.isEmpty()
                && operands.getFirst().constant()
                && !COUNTS.matcher(operands.getFirst().value().replace("%%", ""))
                        .find();
    }

    private interface Harmless {
        boolean is(String program);
    }

    private Finding program(Call call, ReadArguments read, Set<Path> folders, Harmless harmless, String otherwise) {
        List<Argument> operands = read.operands();
        boolean first = !read.patternGiven() && !operands.isEmpty();
        List<Argument> programs = first ? operands.subList(0, 1) : read.patterns();
        boolean known = programs.stream().allMatch(program -> program.constant() && harmless.is(program.value()));
        return known
                ? reads(call, operands.subList(first ? 1 : 0, operands.size()), folders)
                : Finding.Doubt.of(call, otherwise);
    }

    /** {@code cd -} goes where nobody sees: the environment may say where that is. */
    private Finding goes(Call call, List<Argument> operands, Set<Path> folders) {
        boolean seen = operands.size() == 1 && !operands.getFirst().is("-");
        if (!seen) {
            return Finding.Doubt.reading(call, "it leaves the workspace");
        }
        Argument goal = operands.getFirst();
        return places.unnamed(goal, folders)
                .<Finding>map(_ -> new Finding.Doubt(
                        call.shown(),
                        "it goes to " + goal.written() + ", outside the workspace",
                        true,
                        places.offered(call, operands, folders)))
                .orElse(Finding.Fine.READS);
    }
}
