package io.attune.retrieval.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.attune.kernel.UuidV7;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.retrieval.Answer;
import io.attune.retrieval.AnswerTarget;
import io.attune.retrieval.AnswerTargets;
import io.attune.retrieval.Answers;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completions: a deployment is a model. */
@RestController
class ChatController {
    private final Answers answers;
    private final AnswerTargets targets;
    private final ChatViews views;
    private final JsonMapper json;
    private final InstantSource clock;
    private final UuidV7 ids;

    ChatController(Answers answers, AnswerTargets targets, ChatViews views, JsonMapper json, InstantSource clock,
            UuidV7 ids) {
        this.answers = answers;
        this.targets = targets;
        this.views = views;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
    }

    @PostMapping("/v1/chat/completions")
    void complete(Caller caller, @RequestBody JsonNode body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ChatForm form = new ChatForm(body);
        AnswerTarget target = target(caller, form);
        Answer answer = answers.answer(caller.project(), target, form.messages(), form.options(request.getHeader(
                "Idempotency-Key")));
        List<ChatViews.Cited> cited = views.cited(target, answer, caller.project(), request);
        ChatViews.Frame frame = new ChatViews.Frame("chatcmpl-" + ids.next().toString().replace("-", ""),
                clock.instant().getEpochSecond(), form.model());
        response.setHeader(Headers.MAX_INDEXED_LSN, Long.toString(answer.indexedLsn()));
        if (form.isStreamed()) {
            stream(response, views.chunks(frame, target, answer, cited, form.wantsUsageInStream()));
        } else {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(views.completion(frame, target, answer, cited)));
        }
    }

    @GetMapping("/v1/models")
    ObjectNode models(Caller caller) {
        ObjectNode root = json.createObjectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        targets.list(caller.project()).forEach(target -> data.add(model(target)));
        return root;
    }

    @GetMapping("/v1/models/{name}")
    ObjectNode model(Caller caller, @PathVariable String name) {
        return model(targets.find(caller.project(), name).orElseThrow(() -> OpenAiException.unknownModel(name)));
    }

    private ObjectNode model(AnswerTarget target) {
        return json.createObjectNode().put("id", target.name()).put("object", "model").put("created", 0).put("owned_by",
                "attune");
    }

    /** The deployment of the name, or the target in the body, which only editors may give. */
    private AnswerTarget target(Caller caller, ChatForm form) {
        AnswerTarget explicit = form.target(form.model());
        if (explicit != null) {
            caller.require(Permission.EDITOR);
            return explicit;
        }
        return targets.find(caller.project(), form.model()).orElseThrow(() -> OpenAiException.unknownModel(
                form.model()));
    }

    private void stream(HttpServletResponse response, List<ObjectNode> chunks) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        OutputStream out = response.getOutputStream();
        for (ObjectNode chunk : chunks) {
            out.write(("data: " + json.writeValueAsString(chunk) + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
