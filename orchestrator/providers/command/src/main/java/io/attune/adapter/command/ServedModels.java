package io.attune.adapter.command;

import java.util.List;

import io.attune.provider.Deploys;

/** The models that an OpenAI-compatible server has loaded; an adapter costs nothing beside the server itself. */
record ServedModels(Serving serving) implements Deploys {

    @Override
    public Deployment deploy(Request request) {
        return serving.load(request.name(), request.model());
    }

    @Override
    public void undeploy(String name) {
        serving.unload(name);
    }

    @Override
    public List<Deployment> deployments() {
        return serving.deployments();
    }
}
