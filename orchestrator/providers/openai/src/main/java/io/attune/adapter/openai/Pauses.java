package io.attune.adapter.openai;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

import io.attune.adapter.openai.Transport.Answer;
import io.attune.provider.PauseResume;
import io.attune.provider.ProviderJobId;

/** Pauses and resumes jobs. A refusal is no failure when the job stands where it was wanted. */
final class Pauses implements PauseResume {
    private final Transport transport;

    Pauses(Transport transport) {
        this.transport = transport;
    }

    @Override
    public void pause(ProviderJobId job) {
        ask(job, "pause", "pausing a job", List.of("pausing", "paused"));
    }

    @Override
    public void resume(ProviderJobId job) {
        ask(job, "resume", "resuming a job", List.of("validating_files", "queued", "running"));
    }

    private void ask(ProviderJobId job, String verb, String operation, List<String> wanted) {
        String path = Jobs.path(job);
        Answer answer = transport.ask(operation,
                transport.request(path + "/" + verb).POST(BodyPublishers.noBody()));
        if (answer.isSuccess()) {
            return;
        }
        boolean refused = answer.status() == 400 || answer.status() == 409;
        if (!refused || !wanted.contains(transport.askWell("reading a job", transport.request(path).GET()).path(
                "status").stringValue(""))) {
            throw transport.failure(answer);
        }
    }
}
