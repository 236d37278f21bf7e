package io.attune.pipeline.generate.text;

/** A place in a sentence, named as templates write it. */
enum Slot {
    product,
    component,
    version,
    nextversion,
    code,
    code2,
    ticket,
    setting,
    fact,
    wrongfact,
    plan,
    symptom,
    n,
    n2,
    team,
    os,
    place,
    since,
    action,
    cause,
    cause2,
    step,
    step2
}
