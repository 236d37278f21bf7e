package io.attune.platform;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
            "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1",
            "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
            "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a00:1",
            "64:ff9b:1::a00:1", "2002:a00:1::", "2002:7f00:1::", "2001:0:a00:1::", "2001:db8::1", "100::1"})
    void private_and_special_addresses_are_refused(String address) throws UnknownHostException {
        assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "9.9.9.9", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
            "192.0.1.1", "198.17.0.1", "223.255.255.254", "2606:4700:4700::1111", "2001:4860:4860::8888",
            "2002:101:101::", "64:ff9b::101:101"})
    void public_addresses_are_taken(String address) throws UnknownHostException {
        assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void a_name_with_one_private_address_among_public_ones_is_refused() throws Exception {
        AddressGuard guard = guard(List.of(), "1.1.1.1", "10.0.0.1");
        assertThatThrownBy(() -> guard.check(URI.create("https://files.example.org/a"))).isInstanceOf(
                AddressGuard.RefusedException.class).hasMessageContaining("files.example.org").hasMessageNotContaining(
                        "10.0.0.1");
        assertThat(guard(List.of(), "1.1.1.1").check(URI.create("https://files.example.org/a"))).containsExactly(
                InetAddress.getByName("1.1.1.1"));
    }

    @Test
    void only_what_the_operator_lists_may_be_private_and_a_port_can_be_part_of_it() throws Exception {
        AddressGuard guard = guard(List.of("Files.intern", "localhost:8080"), "127.0.0.1");
        assertThat(guard.check(URI.create("http://files.intern/a"))).hasSize(1);
        assertThat(guard.check(URI.create("http://LOCALHOST:8080/a"))).hasSize(1);
        for (String other : List.of("http://localhost:8081/a", "http://localhost/a", "http://intern/a",
                "http://files.intern.example.org/a")) {
            assertThatThrownBy(() -> guard.check(URI.create(other))).isInstanceOf(AddressGuard.RefusedException.class);
        }
    }

    @Test
    void other_schemes_are_refused() {
        assertThatThrownBy(() -> guard(List.of("x"), "1.1.1.1").check(URI.create("file://x/etc/passwd"))).isInstanceOf(
                AddressGuard.RefusedException.class);
    }

    @Test
    void addresses_written_in_odd_ways_are_seen_for_what_they_are() {
        AddressGuard guard = new AddressGuard(List.of(), InetAddress::getAllByName);
        for (String odd : List.of("http://127.1/a", "http://[::1]/a", "http://[::ffff:127.0.0.1]/a",
                "http://0/a")) {
            assertThatThrownBy(() -> guard.check(URI.create(odd))).isInstanceOfAny(AddressGuard.RefusedException.class,
                    UnknownHostException.class);
        }
    }

    private static AddressGuard guard(List<String> allowed, String... addresses) {
        return new AddressGuard(allowed, host -> {
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        });
    }
}
