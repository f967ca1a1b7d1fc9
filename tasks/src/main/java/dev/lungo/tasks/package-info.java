/**
 * Shell commands as tasks: started beside the caller, recorded on disk, told when they end, stopped without a trace.
 * {@link dev.lungo.tasks.Tasks} is the way in.
 */
package dev.lungo.tasks;
