package io.attune.retrieval.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.index.Span;
import io.attune.retrieval.RetrievalProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The addresses at which revisions stay, with a place in them as RFC 5147 writes it. */
@Component
class RevisionUrls {
    private final RetrievalProperties settings;

    RevisionUrls(RetrievalProperties settings) {
        this.settings = settings;
    }

    /** A revision's address. */
    String of(HttpServletRequest request, String knowledgeBase, String documentId, int revision) {
        URI configured = settings.publicUrl();
        String server = configured == null
                ? ServletUriComponentsBuilder.fromContextPath(request).toUriString()
                : configured.toString().replaceAll("/+$", "");
        return server + "/api/v1/knowledge-bases/" + knowledgeBase + "/documents/"
                + UriUtils.encodePathSegment(documentId, StandardCharsets.UTF_8) + "/revisions/" + revision;
    }

    /** A place in a revision, in code points. */
    String of(HttpServletRequest request, String knowledgeBase, String documentId, int revision, Span place) {
        return of(request, knowledgeBase, documentId, revision) + "#char=" + place.start() + "," + place.end();
    }
}
