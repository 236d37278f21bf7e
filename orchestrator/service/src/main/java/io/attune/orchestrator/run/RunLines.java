package io.attune.orchestrator.run;

import java.util.stream.Collectors;

/** Says in a sentence what an event means, for a run's history. */
final class RunLines {

    private RunLines() {}

    static String describe(RunEvent event) {
        return switch (event) {
            case RunEvent.StillWorking e -> "goes on";
            case RunEvent.Curated e -> "dataset " + e.dataset().name() + "@" + e.dataset().number() + " with "
                    + e.dataset().train() + " training, " + e.dataset().validation() + " validation and "
                    + e.dataset().test() + " test examples";
            case RunEvent.Paired e -> "the knowledge base is filled";
            case RunEvent.Checked e -> (e.check().enough() ? "retrieval suffices" : "retrieval does not suffice")
                    + e.check().bounds().stream().map(b -> "; " + b.suite() + " " + b.measure() + " "
                            + (b.value() == null ? "not measurable" : "%.3f".formatted(b.value())) + " of "
                            + b.atLeast()).collect(Collectors.joining());
            case RunEvent.Decided e -> e.by() + " decided to " + (e.train() ? "train" : "deploy the base model");
            case RunEvent.Skipped e -> "skipped: " + e.saved().reason() + (e.saved().amount() == null
                    ? ""
                    : "; " + e.saved().amount() + " saved");
            case RunEvent.Quoted e -> "quote " + e.quote().expected() + ", held " + e.quote().held() + " ("
                    + e.quote().source() + ")" + (e.needsApproval() ? "; waits for approval" : "");
            case RunEvent.Approved e -> "approved by " + e.by();
            case RunEvent.Waived e -> e.waiver().by() + " waived the gate " + e.gate() + ": " + e.waiver().reason();
            case RunEvent.ApprovedLate e -> "approved by " + e.approval().by() + " up to " + e.approval().upTo()
                    + "; the quote had expired and is made again";
            case RunEvent.Uploaded e -> "training file " + e.upload().training();
            case RunEvent.SendingBegins e -> "create " + e.intent().attempt() + " with key " + e.intent().key()
                    + ", not after " + e.intent().sendBefore();
            case RunEvent.WaitsForSlot e -> "waits for a free slot at connection " + e.connection();
            case RunEvent.NoRoom e -> "waits until connection " + e.connection() + " has room: " + e.reason();
            case RunEvent.NotSent e -> "the create was not sent: " + e.reason();
            case RunEvent.AnswerLost e -> "the create's answer is unknown: " + e.reason();
            case RunEvent.NoJobExists e -> "the provider has no job with this key";
            case RunEvent.Accepted e -> "the provider has job " + e.job().id();
            case RunEvent.Polled e -> "job " + e.job().id() + " is " + e.job().rawState();
            case RunEvent.Metered e -> "used " + e.meter().quantity().toPlainString() + " " + e.meter().unit() + ", "
                    + e.meter().cost() + " so far";
            case RunEvent.Overran e -> "cost " + e.overrun().metered() + " so far and held " + e.overrun().held()
                    + "; the recipe says " + e.overrun().action();
            case RunEvent.WentOn e -> e.by() + " lets it go on and holds more";
            case RunEvent.CancelSent e -> "the provider was asked to stop the job";
            case RunEvent.Settled e -> "the training is charged";
            case RunEvent.Evaluated e -> (e.gates().passed() ? "every gate holds" : "a gate does not hold")
                    + e.gates().results().stream().map(g -> "; " + g.gate() + ": " + g.reason()).collect(
                            Collectors.joining());
            case RunEvent.Registered e -> "registered as " + e.version().model() + " version " + e.version().number();
            case RunEvent.PromotionPending e -> "promotion " + e.promotion().id() + " waits for a person";
            case RunEvent.PromotionDecided e -> "promotion " + e.promotion().id() + " is " + e.promotion().status();
            case RunEvent.NotChosen e -> "not promoted: " + e.reason();
            case RunEvent.Deployed e -> "deployed as " + e.deployment().name();
            case RunEvent.Closed e -> "closed";
            case RunEvent.Failed e -> e.failure().message();
            case RunEvent.FailedOutside e -> e.failure().message() + "; it is tried again";
            case RunEvent.CancelRequested e -> "cancelled by " + e.by();
        };
    }
}
