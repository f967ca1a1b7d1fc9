package dev.lungo.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrivateAddressesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,               true,  this machine
            127.8.8.8,               true,  this machine
            ::1,                     true,  this machine
            ::ffff:127.0.0.1,        true,  this machine as IPv6
            ::127.0.0.1,             true,  this machine in the old compatible form
            64:ff9b::7f00:1,         true,  this machine through a translator
            2002:7f00:1::,           true,  this machine through 6to4
            0.0.0.0,                 true,  leads to this machine
            0.1.2.3,                 true,  leads to this machine
            ::,                      true,  leads to this machine
            169.254.169.254,         true,  metadata of most clouds
            64:ff9b::a9fe:a9fe,      true,  metadata through a translator
            fe80::1,                 true,  the link
            fd00:ec2::254,           true,  metadata
            fd20:ce::254,            true,  metadata
            100.100.100.200,         true,  metadata
            168.63.129.16,           true,  metadata
            192.0.0.192,             true,  metadata
            224.0.0.251,             true,  many
            ff02::1,                 true,  many
            255.255.255.255,         true,  all
            10.1.2.3,                false, a company's network
            192.168.250.250,         false, a company's network
            fd12:3456::1,            false, a company's network
            192.0.2.7,               false, elsewhere
            2001:db8::7,             false, elsewhere
            64:ff9b::808:808,        false, elsewhere through a translator
            """)
    void a_name_may_not_lead_everywhere(String address, boolean forbidden, String what) throws Exception {
        assertThat(PrivateAddresses.contain(InetAddress.ofLiteral(address)))
                .as(what)
                .isEqualTo(forbidden);
    }
}
