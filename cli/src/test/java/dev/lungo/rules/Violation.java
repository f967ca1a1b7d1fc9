package dev.lungo.rules;

/** Something that breaks a rule: where, and what. */
record Violation(String where, String what) {}
