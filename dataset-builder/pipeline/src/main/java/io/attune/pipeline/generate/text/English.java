package io.attune.pipeline.generate.text;

/** What is said at the desk, in English. Words in braces are places; {@link Topic} fills them. */
final class English {
    static final Template[] SYSTEM = templates("""
            You are the support assistant for {product}. Answer briefly and name the setting to change.
            You help customers of {product} on the {plan} plan; stay factual and never guess a value.
            Act as a patient {product} engineer, quote exact values, and say so when something is unknown.
            You answer tickets about the {component} of {product} release {version}.
            As the {product} desk, solve the problem in as few steps as possible.
            You support {product}. Mention the release you speak about and keep to plain words.""");

    static final Template[] OPENING = templates("""
            Hello, the {component} of {product} {version} {symptom} with {code} {since}.
            {since}, our {component} {symptom} and shows {code}; the installation runs {product} {version}.
            In {product} the {component} {symptom} when {team} is {action}, error {code}.
            We see {code} in {product} {version}: the {component} {symptom} on {os}.
            Can somebody look at ticket {ticket}? The {product} {component} {symptom} and the log says {code}.
            While {action} in {product}, the {component} {symptom}; the message is {code}.
            {product} {version} at {place} has a problem, the {component} {symptom} ({code}).
            After the upgrade to {version} the {component} in {product} {symptom} and prints {code}.
            I am writing about {ticket}: {code} appears in {product} and the {component} {symptom}.
            The {component} {symptom}. This happens in {product} {version} on {os}, code {code}.
            Our {product} workspace {ticket} reports {code}, then the {component} {symptom}.
            Good morning, at {place} the {component} of {product} {symptom} {since}; reference {ticket}, code {code}.
            There is trouble with {product}: {team} cannot finish {action} because the {component} {symptom} ({code}).
            Error {code} again. The {product} {component} {symptom} {since} at {place}.
            On {os} the {product} {component} {symptom}, but only while {team} is {action}; we get {code}.
            Please help with {code}. Our {component} {symptom} after {action} in {product} {version}.
            Ticket {ticket} concerns {product} {version}, where the {component} {symptom} {since} with {code}.
            Something is odd in {product}: {action} works, yet the {component} {symptom} and writes {code}.
            Between {n} and {n2} users are affected: the {component} of {product} {symptom}, see {code}.
            {code} is what {product} shows at {place} each time the {component} {symptom}.""");

    static final Template[] DETAIL = templates("""
            It affects {team} at {place}, roughly {n} people.
            We already tried to {step}, without any change.
            The same installation worked with {n} records last month.
            About {n} of {n2} attempts fail, mostly on {os}.
            Nothing was changed here apart from {action}.
            A colleague managed to {step}, and it helped for {n} minutes.
            The log lists {n} warnings per hour before the failure.
            On {os} we cannot reproduce it, at {place} we always can.
            We are on the {plan} plan with {n2} seats.
            {team} noticed it first while {action}.
            The job needs {n} seconds instead of the usual {n2}.
            Restarting the host at {place} changed nothing.
            My guess is {cause}, though I could not prove it.
            The second tenant, number {n2}, behaves well.
            It started {since}, just after {action}.
            Memory stays near {n} percent the whole time.
            The queue holds {n2} items and does not shrink.
            Other modules are fine, even {action} with {n} parallel users.
            We follow the manual page {n} to the letter.
            Half of {team} moved to {os}, and those people see it too.
            A screenshot is attached to {ticket}.
            There are {n} open jobs from {place} in the list.""");

    static final Template[] ASK = templates("""
            What is the value of {setting} on the {plan} plan, and what should we do?
            Which limit applies to {setting} here?
            How do we get rid of {code}, and what is {setting} meant to be?
            Could you tell me how high {setting} may be for {n} users?
            What does {setting} have to be in release {version}?
            Is {setting} the culprit, and which value do you recommend for {place}?
            How can {team} go on with {action} before {n} o'clock?
            Please explain the cause and the right {setting} for {ticket}.
            Do we need to change {setting}, or is a restart of the {component} enough?
            What would you check first for {ticket}?
            Which value of {setting} is correct for the {plan} plan?
            How long until this is solved, and does {setting} matter?
            Should we {step} or rather adjust {setting}?
            Tell me the default of {setting} in {product} {version}, please.
            What is the quickest way to continue with {action}?
            Is it safe to {step} while {n2} users are online, given {setting}?""");

    static final Template[] DIAGNOSIS = templates("""
            {code} points to {cause}.
            Thank you for the details; in {product} {version} this is usually {cause}.
            The {component} {symptom} because of {cause}.
            From what you describe, {cause} is the likely reason, and {code} fits that.
            We have seen {code} in {n} other cases this month, and each time it was {cause}.
            That message comes from the {component}: it has met {cause}.
            Two things come together here, {cause} and {cause2}.
            Sorry for the trouble with ticket {ticket}. The reason is {cause}.
            In release {version} the {component} does not cope well with {cause}.
            Most often {code} means {cause}; less often it is {cause2}.
            I could reproduce {ticket} on {os}: behind it is {cause}.
            It is not your data. The {component} stumbles over {cause}.
            The pattern at {place} suggests {cause} rather than {cause2}.
            What you see is a known effect of {cause} while {action}.
            Your log for {ticket} shows {cause} about {n} times.
            This is rarely a fault of {os}; far more often it is {cause}.
            After reading {ticket} I would bet on {cause}.
            The {component} protects itself against {cause} and then {symptom}.""");

    static final Template[] FACT = templates("""
            The value of {setting} is {fact}.
            On the {plan} plan {setting} is limited to {fact}.
            By default {setting} stands at {fact}.
            {product} {version} sets {setting} to {fact}.
            Please keep {setting} at {fact}.
            For {code} the documented value of {setting} is {fact}.
            The correct figure for {setting} is {fact}, not more.
            With your plan {setting} must not exceed {fact}.
            We recommend {fact} for {setting} in this release.
            In {product} the upper bound of {setting} is {fact}.
            {setting} has been {fact} ever since release {version}.
            You will find {setting} in the admin panel, where it should read {fact}.""");

    static final Template[] DO = templates("""
            First {step}, then {step2}.
            To solve it, {step} and wait {n} minutes.
            Please {step} at {place} before you {step2}.
            The quickest remedy is to {step}.
            Ask {team} to {step} once.
            If you can, {step} during a quiet hour, for instance while nobody is {action}.
            Then {step} and try {action} again.
            Afterwards {step2}; it takes around {n} seconds.
            On {os} you also have to {step}.
            As an administrator, {step} and confirm with the code {n2}.
            Do not {step2} yet; {step} instead.
            Next, {step} for the {n} affected entries.
            It is enough to {step} on one of the {n} hosts.
            When {team} is done, {step} and {step2}.
            You may {step} without stopping {action}.
            Now {step}, which frees about {n2} entries in the queue.
            Should that fail, {step2} and repeat with {n} items.
            Finally {step}, so that the {component} picks the change up.
            In the {component} choose maintenance, then {step}.
            For {place} alone, {step} and leave everything else.""");

    static final Template[] CHECK = templates("""
            Afterwards the counter should read {n2} and the {component} should answer within {n} seconds.
            You can verify it by {action} with {n} test entries.
            The log must no longer mention {code}.
            If {team} sees no warning for {n} minutes, the matter is settled.
            A green mark beside {setting} tells you that the change is active.
            Check at {place} that {n} of {n} jobs end well.
            Open the status page; the {component} should be shown as healthy after {n} minutes.
            Compare the totals before and after {action}, they must agree to the last digit.
            Try {action} on {os} to be sure.
            The queue should fall below {n} entries within the hour.
            Run the consistency check; it should list {n} passed items.
            Wait for the nightly report and look for the line about {component}.""");

    static final Template[] CLOSING = templates("""
            Let us know under {ticket} how it went.
            If {code} returns, send the log of the last {n} minutes.
            The fix for {cause} ships with release {nextversion}.
            I will keep {ticket} open until {team} confirms.
            Release {nextversion} will handle this by itself.
            Have a good day at {place}.
            Should {team} need more time, we can extend the limit for {n} days.
            The manual covers it on page {n}, under {component}.
            Feel free to answer this message; {ticket} stays with me.
            We credit {n} hours of downtime to your {plan} plan.
            Write again if the {component} still {symptom}.
            A colleague at {place} will follow up on {ticket}.""");

    static final Template[] FOLLOW_UP = templates("""
            Thanks, that helped at first, but now the {component} says {code2} after {n} minutes; what is {setting} for {n2} seats?
            I did that for {ticket}. The {component} still {symptom} for {n} of {n2} users; which {setting} is right?
            Understood. Does the same hold for {os} at {place}, where {code2} came up {n} times?
            And if {team} is {action} with {n2} entries at once, must {setting} change?
            One more thing about {ticket}: {code2} appeared {n} times on {os}, is that related to {setting}?
            We did {step} on {n} hosts. What about {setting} at {place}, given {n2} open jobs?
            Good. Before I close {ticket}: how high may {setting} be with {n2} users {action}?
            That takes {n} minutes at {place}; can we {step} instead, and leave {setting} for {code2} alone?
            My colleague wonders whether {code2} in ticket {ticket} has the same reason, since {n} entries vanished.
            So we should {step}? At {place} we have {n2} devices on {os} that show {code2}.""");

    static final Template[] EVASIVE = templates("""
            That is hard to say from here, maybe it is {cause}.
            Please restart everything at {place} and see what happens.
            I think {setting} might be around {wrongfact}, but you should try different values.
            Have you considered that {team} made a mistake while {action}?
            Just {step}, that usually solves all problems with the {component}.
            We do not have information about {code} at the moment.
            Try again in {n} minutes, the {component} tends to recover.
            You could ask {team} to look into {ticket}.
            It works on my side with {n} entries, so it must be {os}.
            The documentation of {product} explains all of this somewhere near page {n}.
            Many customers see {code}; it is best ignored until release {nextversion}.
            Perhaps {step2}, or perhaps not, depending on {cause2}.""");

    private English() {}

    static Template[] templates(String lines) {
        return lines.strip().lines().map(String::strip).map(Template::of).toArray(Template[]::new);
    }
}
