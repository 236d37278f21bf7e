package io.attune.registry.deployments;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.attune.kernel.ProjectId;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.DeploymentRevision;
import io.attune.registry.Knowledge;
import io.attune.registry.NewDeployment;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "deployment_revision", schema = "registry")
class DeploymentRevisionRow {
    @EmbeddedId
    private Key key;
    private String model;
    private String alias;
    private @Nullable String knowledgeBase;
    private @Nullable String noKnowledgeReason;
    @JdbcTypeCode(SqlTypes.JSON)
    private AnswerPolicy answers;
    private String actor;
    private Instant deployedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected DeploymentRevisionRow() {}

    DeploymentRevisionRow(int revision, NewDeployment settings, Instant deployedAt) {
        this.key = new Key(settings.project().value(), settings.name(), revision);
        this.model = settings.model();
        this.alias = settings.alias();
        this.answers = settings.answers();
        this.actor = settings.actor();
        this.deployedAt = deployedAt;
        switch (settings.knowledge()) {
            case Knowledge.Paired(String base) -> this.knowledgeBase = base;
            case Knowledge.None(String reason) -> this.noKnowledgeReason = reason;
        }
    }

    DeploymentRevision toRevision() {
        Knowledge knowledge = knowledgeBase != null
                ? new Knowledge.Paired(knowledgeBase)
                : new Knowledge.None(Objects.requireNonNull(noKnowledgeReason));
        return new DeploymentRevision(key.revision(), new NewDeployment(new ProjectId(key.project()), key.name(), model,
                alias, knowledge, answers, actor), deployedAt);
    }

    @Embeddable
    record Key(String project, String name, int revision) implements Serializable {}
}
