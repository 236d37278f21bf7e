package io.attune.sandbox.trainer.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.attune.sandbox.trainer.BaseModel;
import io.attune.sandbox.trainer.ModelSource;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.model.Weights;
import io.attune.sandbox.trainer.model.WeightsFile;

/** The models used last, kept in memory. For one thread. */
final class LoadedModels implements AutoCloseable {

    private static final int MOST = 8;

    private final BaseModel base;
    private final Map<ModelSource, LoadedModel> models = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelSource, LoadedModel> eldest) {
            boolean tooMany = size() > MOST;
            if (tooMany) {
                eldest.getValue().close();
            }
            return tooMany;
        }
    };

    LoadedModels(BaseModel base) {
        this.base = base;
    }

    /** The model, loaded now if it is not in memory. */
    LoadedModel get(ModelSource source) {
        LoadedModel known = models.get(source);
        if (known != null) {
            return known;
        }
        LoadedModel loaded = new LoadedModel(read(source, base));
        models.put(source, loaded);
        return loaded;
    }

    private static Weights read(ModelSource source, BaseModel base) {
        Path file = switch (source) {
            case ModelSource.Base b -> base.weights();
            case ModelSource.Weights weights -> weights.file();
        };
        try {
            return WeightsFile.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new TrainerException(Kind.INVALID_REQUEST, "The model file " + file + " cannot be read: "
                    + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        models.values().forEach(LoadedModel::close);
        models.clear();
    }
}
