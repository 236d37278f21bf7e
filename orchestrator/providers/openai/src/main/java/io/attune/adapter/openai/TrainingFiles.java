package io.attune.adapter.openai;

import java.util.Optional;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.provider.FileUpload;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;

/** Sends training files, finds them again and removes them. */
final class TrainingFiles implements FileUpload {
    private final Transport transport;
    private final Upload upload;
    private final Uploaded uploaded;

    TrainingFiles(Transport transport, Pages pages, Flavour flavour) {
        this(transport, new Upload(transport, flavour), new Uploaded(pages, flavour));
    }

    TrainingFiles(Transport transport, Upload upload, Uploaded uploaded) {
        this.transport = transport;
        this.upload = upload;
        this.uploaded = uploaded;
    }

    @Override
    public ProviderFileId upload(TrainingFile file) {
        return upload.send(file);
    }

    @Override
    public Optional<ProviderFileId> find(TrainingFile file) {
        return uploaded.find(file);
    }

    @Override
    public void deleteFile(ProviderFileId file) {
        transport.delete("deleting a file", "files/" + Transport.encode(file.value()));
    }
}
