use super::*;
use crate::names::Index;

fn judge(name: &str, text: &str, about: About, around: Around) -> Sense {
    let mut index = Index::default();
    let mut words = Words::default();
    index.add(name, 0, &mut words);
    words.fill(text);
    let mut found = Vec::new();
    index.find(&words, &mut found);
    found.iter().map(|hit| sense(&words, hit, about, around)).max().unwrap_or(Sense::Other)
}

#[test]
fn a_common_word_asks_for_a_capital_and_for_evidence() {
    let common = |text| judge("Notable", text, About { common: true, ..About::default() }, Around::default());
    assert_eq!(common("We spoke with Notable about it."), Sense::Name);
    assert_eq!(common("A notable change."), Sense::Other);
    assert_eq!(common("Notable changes are listed below."), Sense::Other);
    assert_eq!(common("Notable chose us last week."), Sense::Name);
    assert_eq!(common("Notable sent us the handbook."), Sense::Name);
    assert_eq!(common("Notable sent for help."), Sense::Other);
    assert_eq!(common("Notable has our tea in all its offices."), Sense::Name);
    assert_eq!(common("Notable took the keys on Friday."), Sense::Name);
    assert_eq!(common("Notable took years to build."), Sense::Other);
    assert_eq!(common("We like the Notable team."), Sense::Name);
    assert_eq!(common("The Notable is cold, and we swam in the Notable."), Sense::Other);
    assert_eq!(common("The book Notable Women sold well."), Sense::Other);
    assert_eq!(common("We stood outside the station at Notable."), Sense::Other);
    assert_eq!(common("Eighty miles of the Notable in four days."), Sense::Other);
    assert_eq!(common("We met the team at Notable."), Sense::Name);
    assert_eq!(common("Bei unserem Kunden Notable läuft es."), Sense::Name);
}

#[test]
fn digits_that_hang_on_an_acronym_number_a_form() {
    let party = |text| judge("FNS", text, About::default(), Around::default());
    assert_eq!(party("Reported via the FNS-742 form."), Sense::Other);
    assert_eq!(party("The FNS-led review."), Sense::Name);
    let codename = About { codename: true, ..About::default() };
    assert_eq!(judge("FNS", "The FNS-742 is ready.", codename, Around::default()), Sense::Name);
}

#[test]
fn a_street_and_a_forest_have_names_of_their_own() {
    let plain = |text| judge("Ashdown", text, About::default(), Around::default());
    for place in ["Her route began at Ashdown Forest.", "An office in Ashdown Street.", "the Ashdown Hills"] {
        assert_eq!(plain(place), Sense::Other, "{place}");
    }
    assert_eq!(plain("We met Ashdown in the forest."), Sense::Name);
    assert_eq!(plain("Ashdown. Forest fires are rare."), Sense::Name);
}

#[test]
fn a_single_word_in_lower_case_is_the_word_if_there_is_one() {
    let plain = |name, text| judge(name, text, About::default(), Around::default());
    assert_eq!(plain("Heron", "a heron stood there, herons flew"), Sense::Other);
    assert_eq!(plain("Norreby", "thanks to norreby for the day"), Sense::Name);
    assert_eq!(plain("Tidewater Mutual", "tidewater mutual again"), Sense::Name);
}

#[test]
fn behind_its_article_a_word_is_a_thing() {
    let common = |text| judge("Anker", text, About { common: true, ..About::default() }, Around::default());
    assert_eq!(common("Werfen Sie dort den\nAnker."), Sense::Other);
    assert_eq!(common("Wir liefern an Anker."), Sense::Name);
    let plain = |text| judge("Olivar", text, About::default(), Around::default());
    assert_eq!(plain("cruzamos el olivar viejo"), Sense::Other);
    assert_eq!(plain("gracias por olivar"), Sense::Name);
}

#[test]
fn a_codename_of_ordinary_words_wants_its_capitals() {
    let about = About { codename: true, ..About::default() };
    assert_eq!(judge("Black Swan", "a pair of black swans", about, Around::default()), Sense::Other);
    assert_eq!(judge("Black Swan", "when Black Swan ships", about, Around::default()), Sense::Name);
    assert_eq!(judge("Project Heron", "the project heron board", about, Around::default()), Sense::Name);
}

#[test]
fn a_term_is_found_in_its_german_endings() {
    let about = About { term: true, ..About::default() };
    let text = "mit eigenen Walzenkennfeldern";
    assert_eq!(judge("Walzenkennfeld", text, about, Around::default()), Sense::Name);
    assert_eq!(judge("Walzenkennfeld", text, About::default(), Around::default()), Sense::Other);
}

#[test]
fn an_acronym_stands_in_capitals_and_is_no_state() {
    let plain = |text| judge("VA", text, About::default(), Around::default());
    assert_eq!(plain("We met VA staff"), Sense::Name);
    assert_eq!(plain("in Richmond, VA"), Sense::Other);
    assert_eq!(plain("ça va bien"), Sense::Other);
}

#[test]
fn initials_joined_by_and_are_no_acronym() {
    let plain = |text| judge("B&Q", text, About::default(), Around::default());
    assert_eq!(plain("We met B&Q staff"), Sense::Name);
    assert_eq!(plain("the B & Q rollout"), Sense::Name);
    assert_eq!(plain("B and Q said so"), Sense::Name);
}

#[test]
fn a_surname_and_a_town_are_not_the_name() {
    let plain = |name, text| judge(name, text, About::default(), Around::default());
    assert_eq!(plain("Larkholm", "built by Edith Larkholm and Mrs. Larkholm"), Sense::Other);
    assert_eq!(plain("Larkholm", "we called Larkholm"), Sense::Name);
    assert_eq!(plain("Boston", "offices: Boston, MA"), Sense::Other);
    assert_eq!(plain("Department of Parks", "the Ontario Department of Parks"), Sense::Other);
    assert_eq!(plain("Halvorsen", "Will Halvorsen sign in May?"), Sense::Name);
    assert_eq!(plain("Halvorsen", "We met Will Halvorsen."), Sense::Other);
    assert_eq!(plain("Verity", "Verity Ainsworth draws hens."), Sense::Other);
    assert_eq!(plain("Verity", "Verity Catering brought the cake."), Sense::Name);
    assert_eq!(plain("Spoke", "In Leeds, Spoke has given us a window."), Sense::Name);
}

#[test]
fn a_name_in_a_title_is_no_town_among_towns() {
    let plain = |text| judge("Halton", text, About::default(), Around::default());
    assert_eq!(plain("How We Onboard Engineers At Halton"), Sense::Name);
    assert_eq!(plain("offices in London, New York, Chicago and Halton"), Sense::Other);
}

#[test]
fn a_common_word_at_the_end_of_a_bodys_name_is_not_the_customer() {
    let common = |text| judge("Commons", text, About { common: true, ..About::default() }, Around::default());
    assert_eq!(common("before that the House of Commons kept a dog"), Sense::Other);
    assert_eq!(common("we met the head of Commons today"), Sense::Name);
}

#[test]
fn a_plural_of_one_word_is_another_word_unless_many_are_meant() {
    let plain = |text| judge("Tidewater", text, About::default(), Around::default());
    assert_eq!(plain("we became Tidewaters"), Sense::Other);
    assert_eq!(plain("we met the Tidewaters"), Sense::Name);
}

#[test]
fn a_genitive_without_an_apostrophe_is_the_name() {
    let plain = |text| judge("Halvorsen", text, About::default(), Around::default());
    assert_eq!(plain("Teile aus Halvorsens Werk"), Sense::Name);
    assert_eq!(plain("seit Halvorsens neue Halle steht"), Sense::Name);
    assert_eq!(plain("Am Samstag: Halvorsens Brot ist mit unserem Mehl gebacken"), Sense::Name);
    assert_eq!(
        plain("Die Sitzung war kurz. Halvorsens neue Mischung hält auch heiße Lauge aus."),
        Sense::Name
    );
    assert_eq!(plain("Halvorsens Report is out"), Sense::Other);
    assert_eq!(plain("und Halvorsens gibt es viele"), Sense::Other);
    assert_eq!(plain("Vi var med på Halvorsens gård och åt."), Sense::Name);
    assert_eq!(plain("where Halvorsens before Friday"), Sense::Other);
}

#[test]
fn a_field_for_a_company_holds_one() {
    let common = |text, around| judge("Notable", text, About { common: true, ..About::default() }, around);
    let party = Around { party: true, ..Around::default() };
    assert_eq!(common("Notable", party), Sense::Name);
    assert_eq!(common("Notable", Around::default()), Sense::Other);
    assert_eq!(common("Notable changes", party), Sense::Other);
}

#[test]
fn a_tag_of_several_words_is_the_name() {
    let common =
        |text, around| judge("Linear Foods", text, About { common: true, ..About::default() }, around);
    assert_eq!(common("linear-foods", Around { tag: true, ..Around::default() }), Sense::Name);
    assert_eq!(common("linear foods", Around::default()), Sense::Other);
    assert_eq!(common("Linear foods are flat.", Around::default()), Sense::Other);
    assert_eq!(common("Linear Foods is back.", Around::default()), Sense::Name);
}

#[test]
fn a_thing_of_nature_is_told_by_what_stands_beside_it() {
    let plain = |name, text| judge(name, text, About::default(), Around::default());
    let common =
        |name, text| judge(name, text, About { common: true, ..About::default() }, Around::default());
    assert_eq!(common("Polaris", "Sailors had Polaris and a sextant."), Sense::Other);
    assert_eq!(plain("Polaris", "Sailors had Polaris and a sextant."), Sense::Name);
    assert_eq!(plain("Polaris", "No polaris above us."), Sense::Other);
    assert_eq!(plain("Polaris", "The servers stand at Polaris."), Sense::Name);
    assert_eq!(common("Polaris", "Our contract with Polaris hangs by the stars and the moon."), Sense::Name);
    assert_eq!(common("Wren", "Robins nest in the ivy. In spring the Wren weighs little."), Sense::Other);
    assert_eq!(common("Wren", "Robins nest in the ivy, and Wren chose us for the trees."), Sense::Name);
    assert_eq!(common("Wren", "We met Wren in the garden."), Sense::Name);
    assert_eq!(common("Glacier", "She spent her week on a real Glacier."), Sense::Other);
    assert_eq!(common("Glacier", "They drew every Glacier on that map."), Sense::Other);
}

#[test]
fn a_common_word_is_the_person_who_was_called_so_before() {
    let common = |text| judge("Gale", text, About { common: true, ..About::default() }, Around::default());
    assert_eq!(common("Gale Sandoval plays the ferryman. The miller is Gale's sister."), Sense::Other);
    assert_eq!(common("Gale Bakery plays the ferryman. The miller is Gale's sister."), Sense::Name);
    assert_eq!(common("Gale Sandoval GmbH helped. The miller is Gale's sister."), Sense::Name);
    assert_eq!(common("The miller is Gale's sister."), Sense::Name);
}

#[test]
fn a_name_written_as_one_word_is_not_what_anybody_says_in_two() {
    let plain = |name, text| judge(name, text, About::default(), Around::default());
    for text in ["Let's face it, nobody reads it.", "Face it, nobody reads it.", "a face-it moment"] {
        assert_eq!(plain("FaceIt", text), Sense::Other, "{text}");
    }
    for text in ["We met FaceIt.", "We met Faceit.", "We met Face It.", "with #faceit"] {
        assert_eq!(plain("FaceIt", text), Sense::Name, "{text}");
    }
    let project =
        |text| judge("inTouch", text, About { codename: true, ..About::default() }, Around::default());
    assert_eq!(project("Our largest project has been inTouch, for a firm."), Sense::Name);
    assert_eq!(project("Keep in touch."), Sense::Other);
}

#[test]
fn quotation_marks_may_stand_around_a_part_of_a_name() {
    let plain = |text| judge("Project Lantern", text, About::default(), Around::default());
    for text in ["Project “Lantern” is late", "project \"Lantern\" is late", "Projekt, Project „Lantern“"]
    {
        assert_eq!(plain(text), Sense::Name, "{text}");
    }
    assert_eq!(plain("a project, “Lantern” it was"), Sense::Other);
    assert_eq!(plain("the project“Lantern”"), Sense::Other);
}

#[test]
fn a_hashtag_that_says_project_means_the_codename() {
    let about = About { common: true, codename: true, ..About::default() };
    let tagged = |text| judge("Mangle", text, about, Around::default());
    assert_eq!(tagged("Hard hats on. #ProjectMangle"), Sense::Name);
    assert_eq!(tagged("Hard hats on. #Mangle"), Sense::Perhaps);
}
