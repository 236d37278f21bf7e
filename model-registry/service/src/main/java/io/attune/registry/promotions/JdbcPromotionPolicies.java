package io.attune.registry.promotions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Service
@Transactional
class JdbcPromotionPolicies implements PromotionPolicies {
    private static final ErrorCode CHANGED = new ErrorCode("policy-changed", ErrorKind.PRECONDITION);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROWS = "select * from registry.promotion_policy where project = ? order by version desc";

    private final JdbcClient jdbc;
    private final Audit audit;
    private final InstantSource clock;

    JdbcPromotionPolicies(JdbcClient jdbc, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Stored current(ProjectId project) {
        return jdbc.sql(ROWS + " limit 1").param(project.value()).query(
                JdbcPromotionPolicies::stored).optional().orElseGet(() -> new Stored(PromotionPolicy.NONE, 0, digest(
                        PromotionPolicy.NONE), "", Instant.EPOCH));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Stored> history(ProjectId project) {
        return jdbc.sql(ROWS).param(project.value()).query(JdbcPromotionPolicies::stored).list();
    }

    @Override
    public Stored set(Caller approver, PromotionPolicy policy, @Nullable Integer expected) {
        approver.require(Permission.APPROVER);
        ProjectId project = approver.project();
        Stored before = current(project);
        if (expected != null && expected != before.version()) {
            throw changed(before.version());
        }
        Digest digest = digest(policy);
        if (digest.equals(before.digest())) {
            return before;
        }
        int version = before.version() + 1;
        boolean first = jdbc.sql("""
                insert into registry.promotion_policy (project, version, rules, digest, set_by, set_at)
                values (?, ?, ?::jsonb, ?, ?, ?) on conflict do nothing
                """).params(project.value(), version, CanonicalJson.write(policy.rules()), digest.hex(),
                approver.name(), clock.instant().atOffset(ZoneOffset.UTC)).update() == 1;
        if (!first) {
            throw changed(version);
        }
        audit.record(project, approver.name(), "policy.promotions", "promotions@" + version, digest);
        return current(project);
    }

    private static Digest digest(PromotionPolicy policy) {
        return CanonicalJson.digest(policy.rules());
    }

    private static PlatformException changed(int version) {
        return new PlatformException(CHANGED, "The policy of promotions was changed meanwhile and is at version "
                + version, "Look at it again: attune policy promotions show");
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        List<PromotionPolicy.Rule> rules = JSON.readValue(row.getString("rules"), new TypeReference<>() {
        });
        return new Stored(new PromotionPolicy(rules), row.getInt("version"), Digest.parse("sha256:" + row.getString(
                "digest")), row.getString("set_by"), row.getTimestamp("set_at").toInstant());
    }
}
