package dev.lungo.tasks;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which processes belong to a task: what descends from its waiter, what is in the session or group of its main process,
 * what is in its control group, carries its cookie or can write into its pipe, and the descendants of all these. The waiter itself does not.
 *
 * @param known processes seen to be the task's earlier
 */
record ProcessTree(
        TaskFacts facts,
        Optional<ProcessIdentity> waiter,
        Optional<ProcessIdentity> main,
        Collection<ProcessIdentity> known) {

    /** Those that run, in the table's moment, whatever they hid behind. */
    List<ProcessStat> members(ProcessTable table) {
        return members(table, process -> !mayBeAboutToStart(process, table) && table.writes(process, facts.pipe()));
    }

    /** Those that run, in the table's moment, where it is known that nobody can write into the pipe any more. */
    List<ProcessStat> membersWithoutPipe(ProcessTable table) {
        return members(table, process -> false);
    }

    /**
     * Between being made and running its program, a child of the engine still has copies of all that the engine has open,
     * the pipe of a task that starts at the same moment included.
     */
    private boolean mayBeAboutToStart(ProcessStat process, ProcessTable table) {
        return process.parent() == facts.engine().pid() && table.has(facts.engine());
    }

    private List<ProcessStat> members(ProcessTable table, Predicate<ProcessStat> holdsPipe) {
        var members = new LinkedHashMap<Long, ProcessStat>();
        var open = new ArrayDeque<ProcessStat>();
        var earliest = waiter.map(ProcessIdentity::start).orElse(0L);
        for (var process : table.all()) {
            // Nothing that is older than the waiter can be its offspring, and most of a machine's processes are.
            if (process.start() >= earliest
                    && (known.contains(process.identity())
                            || table.carries(process, facts.cookie())
                            || holdsPipe.test(process))) {
                add(process, members, open);
            }
        }
        // The group is read after the table: of a number that changed hands between, the table's process is gone.
        for (var pid : TaskGroup.of(facts).map(TaskGroup::pids).orElse(Set.of())) {
            var process = table.get(pid);
            if (process != null) {
                add(process, members, open);
            }
        }
        waiter.filter(table::has)
                .ifPresent(own -> table.children(own.pid()).forEach(child -> add(child, members, open)));
        if (sessionIsOurs(table, members.values())) {
            for (var process : table.all()) {
                if (process.start() >= earliest && inSession(process)) {
                    add(process, members, open);
                }
            }
        }
        while (!open.isEmpty()) {
            table.children(open.remove().pid()).forEach(child -> add(child, members, open));
        }
        return List.copyOf(members.values());
    }

    private void add(ProcessStat process, Map<Long, ProcessStat> members, Deque<ProcessStat> open) {
        var isWaiter = waiter.filter(process.identity()::equals).isPresent();
        if (!isWaiter && !process.ended() && members.put(process.pid(), process) == null) {
            open.add(process);
        }
    }

    /**
     * The number of a session is the number of its leader and stays taken while it has members: it is ours while the
     * leader or the waiter lives, or while somebody in it is known to be ours. Otherwise a stranger may have got it.
     */
    private boolean sessionIsOurs(ProcessTable table, Collection<ProcessStat> sure) {
        if (main.isEmpty()) {
            return false;
        }
        if (table.get(main.get().pid()) != null) {
            return table.has(main.get());
        }
        return waiter.filter(table::has).isPresent() || sure.stream().anyMatch(this::inSession);
    }

    private boolean inSession(ProcessStat process) {
        return main.filter(leader -> process.session() == leader.pid() || process.group() == leader.pid())
                .isPresent();
    }
}
