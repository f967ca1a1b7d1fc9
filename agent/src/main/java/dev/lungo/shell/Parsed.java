package dev.lungo.shell;

/** What reading a line came to. */
public sealed interface Parsed permits Script, Unreadable {}
