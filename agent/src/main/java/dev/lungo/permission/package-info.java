/** What an agent may do: modes, rules, commands that are known to be harmless. Begin with {@link dev.lungo.permission.Judge}. */
@org.jspecify.annotations.NullMarked
package dev.lungo.permission;
