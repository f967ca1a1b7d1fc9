package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupPlaceTest {
    private static final String PURE =
            "29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String HYBRID = """
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """;

    @Test
    void the_own_group_is_a_folder_below_the_mount() {
        assertThat(GroupPlace.of("0::/user.slice/a.scope\n", PURE)).isEqualTo(at("/sys/fs/cgroup/user.slice/a.scope"));
        assertThat(GroupPlace.of("0::/\n", PURE)).isEqualTo(at("/sys/fs/cgroup"));
    }

    @Test
    void beside_the_older_kind_of_groups_it_has_a_mount_of_its_own() {
        assertThat(GroupPlace.of("4:memory:/x\n0::/y\n", HYBRID)).isEqualTo(at("/sys/fs/cgroup/unified/y"));
    }

    @Test
    void a_mount_may_show_a_part_of_the_tree() {
        var part = "29 23 0:26 /a\\040b /cg rw - cgroup2 cgroup2 rw\n";

        assertThat(GroupPlace.of("0::/a b/c\n", part)).isEqualTo(at("/cg/c"));
        assertThat(GroupPlace.of("0::/elsewhere\n", part)).isEmpty();
    }

    @Test
    void without_the_newer_kind_there_is_none() {
        assertThat(GroupPlace.of("4:memory:/x\n", HYBRID)).isEmpty();
        assertThat(GroupPlace.of("0::/\n", "31 23 0:28 / / rw - ext4 /dev/a rw\n"))
                .isEmpty();
        assertThat(GroupPlace.of("0::/../../x\n", PURE)).isEmpty();
        assertThat(GroupPlace.of("", "")).isEmpty();
    }

    private static Optional<GroupPlace> at(String path) {
        return Optional.of(new GroupPlace(Path.of(path)));
    }
}
