package io.attune.registry.mlflow.tracking;

import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.MlflowError;

/** Whether deleted ones are shown. */
enum View {
    ACTIVE_ONLY("active"),
    DELETED_ONLY("not active"),
    ALL("true");

    private final String sql;

    View(String sql) {
        this.sql = sql;
    }

    static View of(Call call, String field) {
        String name = call.text(field);
        return name == null ? ACTIVE_ONLY : named(name);
    }

    private static View named(String name) {
        for (View view : values()) {
            if (view.name().equals(name)) {
                return view;
            }
        }
        throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid view type '" + name
                + "'; valid are ACTIVE_ONLY, DELETED_ONLY, ALL.");
    }

    String condition(String table) {
        return this == ALL ? sql : sql.replace("active", table + ".active");
    }
}
