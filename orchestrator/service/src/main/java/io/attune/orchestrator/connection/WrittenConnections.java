package io.attune.orchestrator.connection;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.text.Suggestions;
import io.attune.orchestrator.recipe.text.YamlText;
import io.attune.platform.AddressGuard;
import io.attune.provider.Connections;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Connections as files write them: the words of the REST API, with {@code connection} for the name. */
@Component
public class WrittenConnections {
    /** The key that holds a connection's name. */
    public static final String KEY = "connection";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> KEYS = Arrays.stream(ConnectionRequest.class.getRecordComponents()).map(
            RecordComponent::getName).map(name -> name.equals("name") ? KEY : name).toList();

    private final StoredConnections stored;
    private final Connections connections;
    private final AddressGuard addresses;

    WrittenConnections(StoredConnections stored, Connections connections, AddressGuard connectionAddresses) {
        this.stored = stored;
        this.connections = connections;
        addresses = connectionAddresses;
    }

    /** A connection that can be added. */
    public static final class Written {
        private final StoredConnection connection;

        private Written(StoredConnection connection) {
            this.connection = connection;
        }

        public String name() {
            return connection.name();
        }

        /** What it says, with every default; of the credential only where it lies. */
        public ObjectNode words() {
            return JSON.valueToTree(connection);
        }
    }

    /** Reads a text; null with at least one problem, none of which repeats what may be a secret. */
    public @Nullable Written read(ProjectId project, YamlText.Parsed text, Problems problems) {
        Problems found = new Problems();
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        text.root().entries().forEach((key, value) -> {
            if (KEYS.contains(key)) {
                plain.put(key.equals(KEY) ? "name" : key, value.plain());
            } else {
                value.problem(found, "a connection has no key '" + key + "'", Suggestions.among(key, KEYS));
            }
        });
        StoredConnection connection = connection(project, text, plain, found);
        found.toList().forEach(problems::add);
        return connection == null || !found.isEmpty() ? null : new Written(connection);
    }

    private @Nullable StoredConnection connection(ProjectId project, YamlText.Parsed text,
            Map<String, @Nullable Object> plain, Problems found) {
        try {
            ConnectionRequest request = JSON.convertValue(plain, ConnectionRequest.class);
            StoredConnection connection = request.read(connections.dialects(), connections.names(), stored.credentials(
                    project), addresses);
            connections.tryOut(stored.settings(project, connection));
            return connection;
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> {
                String place = problem.place().equals("/name") ? "/" + KEY : problem.place();
                found.add(place, text.line(place), problem.message(), problem.nextStep());
            });
        } catch (DatabindException e) {
            String place = e.getPath().stream().map(part -> "/" + (part.getPropertyName() == null
                    ? Integer.toString(part.getIndex())
                    : part.getPropertyName())).reduce("", String::concat);
            found.add(place.isEmpty() ? "/" : place, text.line(place), "the value has another form than is needed here",
                    "See: attune connection add --help.");
        } catch (JacksonException e) {
            text.root().problem(found, "it cannot be read as a connection", "See: attune connection add --help.");
        }
        return null;
    }

    /** What a connection that the project added says now. */
    public Optional<ObjectNode> words(ProjectId project, String name) {
        return stored.get(project, name).map(connection -> JSON.<ObjectNode>valueToTree(connection));
    }

    /** Adds it, or puts it in the place of the one of its name; joins the caller's transaction. */
    public void put(ProjectId project, String actor, Written written) {
        stored.put(project, actor, written.connection);
    }

    /**
     * Takes it away; joins the caller's transaction.
     *
     * @throws io.attune.kernel.PlatformException of code {@code conflict} while copies lie there that are to be deleted
     */
    public void remove(ProjectId project, String actor, String name) {
        stored.remove(project, actor, name);
    }
}
