package io.attune.dataset.files;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.VersionReader;
import io.attune.dataset.web.AskedVersion;
import io.attune.dataset.web.Page;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists a version's files and hands them out, whole or in part. */
@RestController
@RequestMapping("/api/v1/datasets/{name}/versions/{version}/files")
class FilesController {
    private final AskedVersion versions;
    private final VersionReader reader;

    FilesController(AskedVersion versions, VersionReader reader) {
        this.versions = versions;
        this.reader = reader;
    }

    /** @param url below the platform's address; it names the version by its digest */
    record Listed(String name, long bytes, Digest digest, String mediaType, String url) {}

    @GetMapping
    Page<Listed> list(Caller caller, @PathVariable String name, @PathVariable String version) {
        DatasetVersionRef ref = versions.find(caller, name, version).ref();
        reader.requireReadable(ref);
        String folder = "/api/v1/datasets/" + name + "/versions/" + ref.digest().hex() + "/files/";
        return new Page<>(VersionFile.of(reader.manifest(ref)).stream().map(file -> new Listed(file.name(),
                file.bytes(), file.digest(), file.mediaType(), folder + file.name())).toList(), null);
    }

    @GetMapping("/{file:.+}")
    void file(Caller caller, @PathVariable String name, @PathVariable String version, @PathVariable String file,
            @RequestHeader HttpHeaders asked, HttpMethod method, HttpServletResponse response) throws IOException {
        DatasetVersionRef ref = versions.find(caller, name, version).ref();
        reader.requireReadable(ref);
        Manifest manifest = reader.manifest(ref);
        List<VersionFile> files = VersionFile.of(manifest);
        VersionFile found = files.stream().filter(f -> f.name().equals(file)).findFirst().orElseThrow(
                () -> new PlatformException(ErrorCode.NOT_FOUND, "Version " + ref + " has no file '" + file + "'",
                        "It has: " + String.join(", ", files.stream().map(VersionFile::name).toList())));
        response.setHeader(HttpHeaders.ETAG, found.etag());
        response.setDateHeader(HttpHeaders.LAST_MODIFIED, manifest.createdAt().toEpochMilli());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (matches(asked.getFirst(HttpHeaders.IF_NONE_MATCH), found.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        switch (range(asked, found)) {
            case ByteRange.Asked.Whole _ -> send(found, ref, new ByteRange(0, found.bytes()), method, response);
            case ByteRange.Asked.Part(ByteRange range) -> {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(found.bytes()));
                send(found, ref, range, method, response);
            }
            case ByteRange.Asked.Unsatisfiable _ -> {
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + found.bytes());
            }
        }
    }

    /** A range counts only while the caller's copy, if it names one, is of these bytes. */
    private static ByteRange.Asked range(HttpHeaders asked, VersionFile file) {
        String ifRange = asked.getFirst(HttpHeaders.IF_RANGE);
        boolean applies = ifRange == null || ifRange.equals(file.etag());
        return ByteRange.parse(applies ? asked.getFirst(HttpHeaders.RANGE) : null, file.bytes());
    }

    private void send(VersionFile file, DatasetVersionRef ref, ByteRange range, HttpMethod method,
            HttpServletResponse response) throws IOException {
        response.setContentType(file.mediaType());
        response.setContentLengthLong(range.length());
        if (!method.equals(HttpMethod.HEAD)) {
            file.content().copy(reader, ref, range.from(), range.length(), response.getOutputStream());
        }
    }

    private static boolean matches(@Nullable String header, String etag) {
        if (header == null) {
            return false;
        }
        for (String candidate : header.split(",")) {
            String tag = candidate.strip();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }
}
