package io.attune.retrieval.web;

import java.util.List;
import java.util.Map;

import io.attune.index.Scope;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.retrieval.Feed;
import io.attune.retrieval.KnowledgeBaseStatus;
import io.attune.retrieval.KnowledgeBases;
import io.attune.retrieval.SyncListener;
import io.attune.retrieval.SyncResult;
import io.attune.retrieval.documents.DocumentWriter;
import io.attune.retrieval.knowledge.Syncs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Knowledge bases and their syncs. */
@RestController
@RequestMapping("/api/v1/knowledge-bases")
class KnowledgeBaseController {
    private final KnowledgeBases knowledgeBases;
    private final Syncs syncs;
    private final Audit audit;

    KnowledgeBaseController(KnowledgeBases knowledgeBases, Syncs syncs, Audit audit) {
        this.knowledgeBases = knowledgeBases;
        this.syncs = syncs;
        this.audit = audit;
    }

    /** What a feed is to be read from. */
    record FeedForm(@Nullable String type, @Nullable List<String> artifacts, @Nullable String version) {
        Feed toFeed() {
            if (!"spring-metadata".equals(type) || artifacts == null || version == null) {
                throw new PlatformException(ErrorCode.INVALID_INPUT, "There is no feed of type '" + type
                        + "' with these settings", "Write {\"type\": \"spring-metadata\", \"artifacts\": "
                                + "[\"spring-boot\"], \"version\": \"3.5.7\"}.");
            }
            return new Feed.SpringMetadata(artifacts, version);
        }
    }

    @GetMapping
    Map<String, List<KnowledgeBaseStatus>> list(Caller caller) {
        return Map.of("items", knowledgeBases.list(caller.project()));
    }

    @PutMapping("/{kb}")
    KnowledgeBaseStatus ensure(Caller caller, @PathVariable String kb) {
        caller.require(Permission.EDITOR);
        KnowledgeBaseStatus status = knowledgeBases.ensure(caller.project(), kb);
        audit.record(caller.project(), caller.name(), "knowledge.ensure", kb, Digest.of(kb));
        return status;
    }

    @GetMapping("/{kb}")
    ResponseEntity<KnowledgeBaseStatus> status(Caller caller, @PathVariable String kb) {
        KnowledgeBaseStatus status = knowledgeBases.status(caller.project(), kb).orElseThrow(
                () -> DocumentWriter.unknown(new Scope(caller.project(), kb)));
        return ResponseEntity.ok().header(Headers.MAX_INDEXED_LSN, Long.toString(status.indexedLsn())).body(status);
    }

    /** Starts a sync and answers 202 with its progress, or waits for its end and answers 200 with the result. */
    @PostMapping("/{kb}/sync")
    ResponseEntity<Object> sync(Caller caller, @PathVariable String kb, @RequestBody FeedForm form,
            @RequestParam(defaultValue = "false") boolean wait) {
        caller.require(Permission.EDITOR);
        Feed feed = form.toFeed();
        knowledgeBases.ensure(caller.project(), kb);
        audit.record(caller.project(), caller.name(), "knowledge.sync", kb, Digest.of(feed.toString()));
        if (!wait) {
            return ResponseEntity.accepted().body(syncs.start(new Scope(caller.project(), kb), feed));
        }
        SyncResult result = knowledgeBases.sync(caller.project(), kb, feed, SyncListener.NONE);
        return ResponseEntity.ok().header(Headers.INDEX_LSN, Long.toString(result.lsn())).body(result);
    }

    @GetMapping("/{kb}/sync")
    Syncs.Status newestSync(Caller caller, @PathVariable String kb) {
        return syncs.newest(new Scope(caller.project(), kb)).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "Knowledge base '" + kb + "' was never synced", "POST to this address syncs it."));
    }
}
