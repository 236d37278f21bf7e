package io.attune.dataset.withdraw;

import java.util.ArrayList;
import java.util.List;

import io.attune.dataset.Curation;
import io.attune.dataset.Datasets;
import io.attune.dataset.DecisionBook;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectStore;
import io.attune.platform.privacy.DataHolder;
import io.attune.platform.privacy.DataHolderExam;
import io.attune.platform.testing.TestServersInitializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** Datasets pass the exam. */
@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
class DatasetHolderIT extends DataHolderExam {
    @Autowired
    DataHolder holder;
    @Autowired
    Curation curation;
    @Autowired
    Datasets datasets;
    @Autowired
    DecisionBook book;
    @Autowired
    ObjectStore objects;
    @Autowired
    JdbcClient jdbc;

    private final List<ProjectId> projects = new ArrayList<>();

    private People people() {
        return new People(curation, datasets, book, objects, jdbc);
    }

    @Override
    protected DataHolder holder() {
        return holder;
    }

    @Override
    protected void plant(ProjectId project, List<String> identifiers) {
        projects.add(project);
        people().plant(project, identifiers);
    }

    @Override
    protected boolean isReadable(ProjectId project, String identifier) {
        return people().isReadable(project, identifier);
    }

    @Override
    protected List<String> kept() {
        return people().kept(projects);
    }
}
