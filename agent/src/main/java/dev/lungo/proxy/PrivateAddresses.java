package dev.lungo.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The addresses that no name may lead to, although the name is allowed: whoever answers for the name could point it at this
 * machine or at the cloud's service that hands out credentials. Company networks are no such addresses.
 */
final class PrivateAddresses {
    /** Services of clouds that tell a machine its secrets, where they are not link-local anyway. */
    private static final Set<String> METADATA = Set.of(
            "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254");

    /** IPv6 addresses that carry an IPv4 one in their last four bytes: for translators, and the old compatible ones. */
    private static final List<byte[]> CARRIERS =
            List.of(new byte[12], new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0});

    private PrivateAddresses() {}

    static boolean contain(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(plain(address))
                || isNoHost(address)
                || (address instanceof Inet6Address six && carriesOne(six))
                || isOurs(address);
    }

    /** 0.0.0.0/8 leads to this machine on Linux; 255.255.255.255 and its like to all. */
    private static boolean isNoHost(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xF0) == 0xF0);
    }

    private static boolean carriesOne(Inet6Address address) {
        byte[] bytes = address.getAddress();
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        if (!sixToFour && CARRIERS.stream().noneMatch(carrier -> Arrays.equals(carrier, Arrays.copyOf(bytes, 12)))) {
            return false;
        }
        int from = sixToFour ? 2 : 12;
        try {
            return contain(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    /** An address of this machine that others reach it by: what listens there may trust what comes from here. */
    private static boolean isOurs(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }

    private static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
