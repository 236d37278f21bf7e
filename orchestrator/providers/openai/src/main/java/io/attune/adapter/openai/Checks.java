package io.attune.adapter.openai;

import java.util.List;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.adapter.openai.Transport.Answer;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RemoteValidation;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingMethod;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Looks at a request's files and model at the vendor, and lets OpenAI check a grader. */
final class Checks implements RemoteValidation {
    private final Transport transport;
    private final Flavour flavour;

    Checks(Transport transport, Flavour flavour) {
        this.transport = transport;
        this.flavour = flavour;
    }

    @Override
    public List<Problem> validate(SubmitRequest request) {
        Problems problems = new Problems();
        model(request.baseModel(), problems);
        file(request.trainingFile(), "trainingFile", problems);
        ProviderFileId validation = request.validationFile();
        if (validation != null) {
            file(validation, "validationFile", problems);
        }
        if (request.method() instanceof TrainingMethod.Reinforcement reinforcement) {
            grader(reinforcement.grader(), problems);
        }
        return problems.toList();
    }

    private void model(ProviderModelId model, Problems problems) {
        Answer answer = ask("reading a model", "models/" + Transport.encode(model.value()));
        if (answer.status() == 404) {
            problems.add("baseModel", 0, "the provider has no model '" + model + "'",
                    "Name one that this account may tune.");
        }
    }

    private void file(ProviderFileId file, String place, Problems problems) {
        Answer answer = ask("reading a file", "files/" + Transport.encode(file.value()));
        String status = answer.body().path("status").stringValue("processed");
        if (answer.status() == 404) {
            problems.add(place, 0, "the provider has no file '" + file + "'", "Upload it again.");
        } else if (status.equals("error") || status.equals("deleted")) {
            problems.add(place, 0, "the provider cannot use file '" + file + "': " + transport.clean(
                    answer.body().path("status_details").stringValue(status)), "Mend the file and upload it again.");
        }
    }

    private void grader(String grader, Problems problems) {
        ObjectNode body = Transport.JSON.createObjectNode();
        try {
            body.set("grader", Transport.JSON.readTree(grader));
        } catch (JacksonException e) {
            problems.add("method.grader", 0, "the grader is not JSON: " + e.getOriginalMessage(), "");
            return;
        }
        if (flavour != Flavour.OPENAI) {
            return;
        }
        Answer answer = transport.ask("checking a grader", transport.request(
                "fine_tuning/alpha/graders/validate").header(
                        "Content-Type", "application/json").POST(Transport.json(body)));
        if (answer.status() == 400 || answer.status() == 422) {
            problems.add("method.grader", 0, transport.clean(answer.error().path("message").stringValue(
                    "the provider finds it faulty")), "");
        } else if (!answer.isSuccess()) {
            throw transport.failure(answer);
        }
    }

    private Answer ask(String operation, String path) {
        Answer answer = transport.ask(operation, transport.request(path).GET());
        if (!answer.isSuccess() && answer.status() != 404) {
            throw transport.failure(answer);
        }
        return answer;
    }
}
