package io.attune.registry.documents;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.registry.DatasetRecords;
import io.attune.registry.ModelDocuments;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.Origin;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Service
class StoredDocuments implements ModelDocuments {
    private static final ErrorCode NO_PROVENANCE = new ErrorCode("no-provenance", ErrorKind.NOT_FOUND);
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Models models;
    private final DatasetRecords datasets;

    StoredDocuments(Models models, DatasetRecords datasets) {
        this.models = models;
        this.datasets = datasets;
    }

    @Override
    public String card(ProjectId project, VersionRef version) {
        return ModelCard.of(facts(project, version));
    }

    @Override
    public String bom(ProjectId project, VersionRef version) {
        return text(MlBom.of(facts(project, version)));
    }

    @Override
    public String provenance(ProjectId project, VersionRef version) {
        Facts facts = facts(project, version);
        Origin.Tuned tuned = facts.tuned();
        if (tuned == null) {
            throw new PlatformException(NO_PROVENANCE, "Version " + version + " was not made by a run of this platform",
                    "Ask those it is from how it was made; its bill of material says where it is from.");
        }
        return text(Provenance.of(facts, tuned));
    }

    private Facts facts(ProjectId project, VersionRef ref) {
        ModelVersion version = models.find(project, ref).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no model version " + ref, "List them with: attune model show " + ref.name()));
        return new Facts(version, version.content().origin() instanceof Origin.Tuned tuned
                ? datasets.find(project, tuned.dataset()).orElse(null)
                : null);
    }

    private static String text(JsonNode node) {
        return JSON.writeValueAsString(node) + "\n";
    }
}
