package io.attune.retrieval;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;

/** The knowledge bases of a project. Thread-safe. */
public interface KnowledgeBases {

    /** Makes a knowledge base when there is none of that name. */
    KnowledgeBaseStatus ensure(ProjectId project, String name);

    /** How a knowledge base stands; empty when there is none of that name. */
    Optional<KnowledgeBaseStatus> status(ProjectId project, String name);

    /** Every knowledge base of the project, by name. */
    List<KnowledgeBaseStatus> list(ProjectId project);

    /**
     * Brings a knowledge base to what a source says now. What is new or changed gets a revision, what the source no
     * longer knows gets a revision that says so, and all else is left alone. May be repeated at will and goes on where a
     * kill left it. Everything is answerable by text and exact lookup when it returns.
     *
     * @throws PlatformException when there is no such knowledge base, or the source cannot be read
     */
    SyncResult sync(ProjectId project, String name, Feed feed, SyncListener progress);
}
