package io.attune.platform.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.AuditTrail;
import io.attune.platform.AuditTrail.Finding;
import io.attune.platform.AuditTrail.Kind;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.SignedEnvelope;
import io.attune.platform.Signer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signed heads of a chain in the object store, one for each day on which the chain had grown: out of the reach of whoever can
 * change the database alone. Each names the digest of the one before it.
 */
final class Anchors {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FOLDER = "audit/anchors/";
    private static final String ENDING = ".json";

    private final ObjectStore objects;
    private final Signer signer;

    Anchors(ObjectStore objects, Signer signer) {
        this.objects = objects;
        this.signer = signer;
    }

    /** A head signed for whoever asks. */
    SignedEnvelope sign(Statement statement) {
        return signer.sign(AuditTrail.HEAD_TYPE, CanonicalJson.write(statement).getBytes(
                java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Anchors a head, unless the day has an anchor or the chain is as long as it was at the last one. */
    void anchor(ProjectId project, LocalDate day, ChainCheck.Head head, Instant now) {
        ObjectKey key = key(project, day);
        List<ObjectKey> earlier = objects.list(new ObjectKey(project, FOLDER));
        if (earlier.contains(key)) {
            return;
        }
        Optional<byte[]> before = earlier.isEmpty() ? Optional.empty() : objects.get(earlier.getLast());
        if (before.flatMap(Anchors::parse).flatMap(Anchors::statement).filter(
                last -> last.sequence() == head.sequence() && last.hash().equals(head.hash())).isPresent()) {
            return;
        }
        SignedEnvelope signed = sign(new Statement(project.value(), head.sequence(), head.hash(), now.toString(),
                before.map(bytes -> Digest.of(bytes).hex()).orElse("")));
        objects.put(key, JSON.writeValueAsBytes(signed));
    }

    private static ObjectKey key(ProjectId project, LocalDate day) {
        return new ObjectKey(project, FOLDER + day + ENDING);
    }

    /** Every anchor of a project, oldest first, as far as it is to be trusted. */
    Read read(ProjectId project) {
        List<Anchored> trusted = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        String before = "";
        for (ObjectKey key : objects.list(new ObjectKey(project, FOLDER))) {
            byte[] bytes = objects.get(key).orElseGet(() -> new byte[0]);
            String name = key.path().substring(FOLDER.length());
            Optional<Statement> statement = parse(bytes).filter(signer::verify).filter(
                    envelope -> envelope.payloadType().equals(AuditTrail.HEAD_TYPE)).flatMap(Anchors::statement).filter(
                            one -> one.project().equals(project.value()));
            Optional<LocalDate> day = day(name);
            if (statement.isEmpty() || day.isEmpty()) {
                findings.add(bad(name, "bears no signature by a key that this platform trusts"));
            } else {
                if (!statement.get().previousAnchor().equals(before)) {
                    findings.add(bad(name,
                            "does not follow the anchor that stands before it: one was removed or replaced"));
                }
                trusted.add(new Anchored(day.get(), statement.get().sequence(), statement.get().hash()));
            }
            before = Digest.of(bytes).hex();
        }
        return new Read(trusted, findings);
    }

    private static Finding bad(String name, String what) {
        return new Finding(Kind.ANCHOR, 0, "Anchor " + FOLDER + name + " " + what);
    }

    private static Optional<LocalDate> day(String name) {
        try {
            return Optional.of(LocalDate.parse(name.replace(ENDING, "")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<SignedEnvelope> parse(byte[] bytes) {
        try {
            return Optional.of(JSON.readValue(bytes, SignedEnvelope.class));
        } catch (JacksonException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Optional<Statement> statement(SignedEnvelope envelope) {
        try {
            return Optional.of(JSON.readValue(envelope.content(), Statement.class));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * What is signed about a chain.
     *
     * @param previousAnchor the SHA-256 of the anchor before it, or empty
     */
    record Statement(String project, long sequence, String hash, String at, String previousAnchor) {}

    /** A head as it was anchored. */
    record Anchored(LocalDate day, long sequence, String hash) {}

    /** The anchors that hold, and what is wrong with others. */
    record Read(List<Anchored> trusted, List<Finding> findings) {}
}
