# Attempts that a shell cannot make by itself, for SandboxTest. The first argument is what to try; says "ESCAPED" where the
# success has no other trace. The numbers of system calls come in the environment.
use strict;
use Socket;
use Fcntl;

my ($attempt, @rest) = @ARGV;

# What is opened here stays open for a program that takes its place.
$^F = 100;

sub escaped { print "ESCAPED\n" }

# Anything but a refusal counts: a call that came through and found its arguments wrong has come through.
sub call {
  my ($name, @arguments) = @_;
  my $answer = syscall($ENV{"NR_$name"}, @arguments);
  escaped() if $answer >= 0 || !$!{EPERM};
  print "$name: $!\n" if $answer < 0;
  return $answer;
}

my %attempts = (
  ptrace => sub { escaped() if syscall($ENV{NR_PTRACE}, 16, $rest[0] + 0, 0, 0) >= 0 },
  # Takes the descriptor 9 of another process and writes through it.
  getfd => sub {
    my $process = syscall($ENV{NR_PIDFD_OPEN}, $rest[0] + 0, 0);
    my $got = syscall($ENV{NR_PIDFD_GETFD}, $process, 9, 0);
    open(my $file, '>>&=', $got) or die "$!\n";
    syswrite($file, "x\n");
  },
  mem => sub { open(my $memory, '+<', "/proc/$rest[0]/mem") and escaped() },
  tiocsti => sub {
    my $key = 'x';
    open(my $null, '<', '/dev/null');
    ioctl($null, $_, $key) || $!{EPERM} || escaped() for 0x5412, 0x541C;
  },
  ring => sub { call('IO_URING_SETUP', 0, 0) },
  keys => sub { call('KEYCTL', 0, -3, 0) },
  bpf => sub { call('BPF', 0, 0, 0) },
  module => sub { call('INIT_MODULE', 0, 0, 0) },
  handle => sub { call('OPEN_BY_HANDLE_AT', -1, 0, 0) },
  faults => sub { call('USERFAULTFD', 1) },
  foreign => sub { my $answer = syscall(0x40000000 | 39); escaped() if $answer > 0 },
  # A program that no file holds.
  memory => sub {
    my $name = 'x';
    my $file = syscall($ENV{NR_MEMFD}, $name, 0);
    open(my $program, '>&=', $file) or die "$!\n";
    syswrite($program, "#!/bin/sh\necho x >\"\$OUT/victim\"\n");
    exec "/proc/self/fd/$file";
  },
  stream => sub { say_to(PF_UNIX, SOCK_STREAM, named($rest[0])) },
  datagram => sub { say_to(PF_UNIX, SOCK_DGRAM, named($rest[0])) },
  pair => sub {
    my ($one, $other);
    socketpair($one, $other, PF_UNIX, SOCK_DGRAM, 0) && connect($one, named($rest[0])) && syswrite($one, "$ENV{ROW}\n")
      or print "pair: $!\n";
  },
  abstract => sub { say_to(PF_UNIX, SOCK_STREAM, named("\0$rest[0]")) },
  tcp => sub { say_to(PF_INET, SOCK_STREAM, pack_sockaddr_in($rest[0], INADDR_LOOPBACK)) },
  udp => sub { say_to(PF_INET, SOCK_DGRAM, pack_sockaddr_in($rest[0], INADDR_LOOPBACK)) },
  tcp6 => sub { say_to(PF_INET6, SOCK_STREAM, pack_sockaddr_in6($rest[0], Socket::IN6ADDR_LOOPBACK)) },
  raw => sub { socket(my $raw, PF_INET, SOCK_RAW, 1) and escaped() },
  ping => sub { socket(my $ping, PF_INET, SOCK_DGRAM, 1) and escaped() },
  packet => sub { socket(my $packet, 17, SOCK_RAW, 0) and escaped() },
  machine => sub { socket(my $vsock, 40, SOCK_STREAM, 0) and escaped() },
  # Exchanges a folder for a link to a folder outside while somebody writes by its name.
  race => sub {
    mkdir 'real';
    symlink($rest[0], 'link');
    rename('real', 'd');
    my $swapper = fork;
    if (!$swapper) {
      for (1 .. 3000) { rename('d', 'real'); rename('link', 'd'); rename('d', 'link'); rename('real', 'd') }
      exit;
    }
    while (waitpid($swapper, 1) == 0) {
      if (open(my $file, '>>', 'd/../outside/victim')) { syswrite($file, "x\n") }
      if (open(my $file, '>>', 'd/victim')) { syswrite($file, "x\n") }
    }
  },
  # Makes the folder "link" a submodule.
  link => sub {
    open(my $index, '>', '.git/index') or die "$!\n";
    print $index pack('A4NN', 'DIRC', 2, 1), pack('N6NN3', (0) x 6, 0160000, (0) x 3), "\1" x 20, pack('n', 4), "link", "\0" x 6;
  },
  segment => sub { shmctl($rest[0], 0, 0) and escaped() },
);

sub named { pack('Sa*', PF_UNIX, $_[0]) }

sub say_to {
  my ($family, $kind, $address) = @_;
  my $socket;
  socket($socket, $family, $kind, 0) && connect($socket, $address) && syswrite($socket, "$ENV{ROW}\n")
    or print "$attempt: $!\n";
}

$attempts{$attempt}->();
