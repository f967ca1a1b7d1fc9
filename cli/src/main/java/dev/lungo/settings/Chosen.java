package dev.lungo.settings;

/** A value and who chose it. */
public record Chosen(String value, Source source) {}
