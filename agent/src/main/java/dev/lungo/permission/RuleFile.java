package dev.lungo.permission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file that keeps the rules that a person allows for good. */
public interface RuleFile {
    Path path();

    /** Adds rules that allow, as they are written; those that are there already stay once. */
    void allow(List<String> rules) throws IOException;

    /** What a person should know of the file once it is written; empty where that is nothing. */
    default String note() {
        return "";
    }
}
