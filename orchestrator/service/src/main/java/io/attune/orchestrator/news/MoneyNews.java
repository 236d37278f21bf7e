package io.attune.orchestrator.news;

import java.util.Locale;

import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.notify.Notices;
import io.attune.registry.MoneyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells what the ledger noticed, in the transaction in which it did: {@code money.budget-notice}, {@code money.overrun}. */
@Component
class MoneyNews {
    private final Notices notices;

    MoneyNews(Notices notices) {
        this.notices = notices;
    }

    @EventListener
    void onMoney(MoneyEvent event) {
        String kind = event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String subject = event.detail().getOrDefault("name", event.detail().getOrDefault("run", "money"));
        notices.tell(new Notice(event.project(), "money." + kind, event.key(), subject, event.message(),
                event.detail()));
    }
}
