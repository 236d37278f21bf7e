package io.attune.bench.submission;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Set;
import java.util.function.Supplier;

import io.attune.bench.submission.Point.Act;
import org.jspecify.annotations.Nullable;

/** Relays the platform's requests to the vendor, and tells the {@link Courses} of each that is about a run. */
final class VendorProxy extends Proxy {
    private final VendorDesk desk;
    private final Courses courses;

    VendorProxy(VendorDesk desk, Courses courses, Supplier<Life> life) {
        super(desk.port(), life);
        this.desk = desk;
        this.courses = courses;
    }

    @Override
    void relay(Socket client, Life now) throws IOException {
        InputStream asked = new BufferedInputStream(client.getInputStream());
        for (HttpMessage request = HttpMessage.read(asked); request != null
                && request.whole(); request = HttpMessage.read(
                        asked)) {
            String run = desk.runOf(request);
            HttpMessage answer = ask(request, run, now);
            if (answer == null) {
                return;
            }
            client.getOutputStream().write(answer.bytes());
            client.getOutputStream().flush();
            if (!answer.whole()) {
                return;
            }
        }
    }

    private @Nullable HttpMessage ask(HttpMessage request, @Nullable String run, Life now) throws IOException {
        if (run == null) {
            return desk.ask(request, null, this::connect);
        }
        Set<String> about = Set.of(run);
        courses.before(now, about, Act.REQUEST, request.line());
        HttpMessage answer = desk.ask(request, run, this::connect);
        courses.after(now, about, Act.REQUEST, request.line());
        return answer;
    }
}
