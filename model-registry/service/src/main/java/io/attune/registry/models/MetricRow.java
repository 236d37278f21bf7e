package io.attune.registry.models;

import java.io.Serializable;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.attune.kernel.Interval;
import io.attune.registry.Metric;
import io.attune.registry.storage.VersionKey;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "metric", schema = "registry")
class MetricRow {
    @EmbeddedId
    private Key key;
    private double low;
    private double estimate;
    private double high;
    private long examples;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected MetricRow() {}

    MetricRow(VersionKey version, Metric metric) {
        this.key = Key.of(version, metric);
        this.low = metric.value().low();
        this.estimate = metric.value().estimate();
        this.high = metric.value().high();
        this.examples = metric.examples();
    }

    VersionKey version() {
        return new VersionKey(key.project(), key.name(), key.number());
    }

    Metric toMetric() {
        return new Metric(key.evaluation(), key.suite(), key.arm(), key.measure(), new Interval(low, estimate, high),
                examples);
    }

    @Embeddable
    record Key(String project, String name, int number, String evaluation, String suite, String arm, String measure)
            implements
                Serializable {
        static Key of(VersionKey version, Metric metric) {
            return new Key(version.project(), version.name(), version.number(), metric.evaluation(), metric.suite(),
                    metric.arm(), metric.measure());
        }
    }
}
