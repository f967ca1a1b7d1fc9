/** Lungo's engine: shell commands as tasks that are never lost and never leak. Depends on the JDK alone. */
@org.jspecify.annotations.NullMarked
module dev.lungo.tasks {
    requires static org.jspecify;

    exports dev.lungo.tasks;
}
