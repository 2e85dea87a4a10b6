//! Countries to the regions in which companies plan.

/// Each region with its countries: two-letter codes, the three-letter codes in use, and names.
const REGIONS: &[(&str, &str)] = &[
    (
        "North America",
        "us|usa|united states|united states of america|america|u s a|vereinigte staaten|états unis|\
         estados unidos|ca|can|canada|kanada|canadá|pr|puerto rico|bm|bermuda",
    ),
    (
        "UK",
        "gb|gbr|uk|united kingdom|great britain|britain|england|scotland|wales|northern ireland|\
         grossbritannien|großbritannien|vereinigtes königreich|royaume uni|reino unido|je|jersey|\
         gg|guernsey|im|isle of man",
    ),
    (
        "Europe",
        "de|deu|ger|germany|deutschland|allemagne|alemania|fr|fra|france|frankreich|francia|\
         es|esp|spain|españa|spanien|espagne|it|ita|italy|italia|italien|italie|\
         nl|nld|netherlands|the netherlands|niederlande|pays bas|be|bel|belgium|belgien|belgique|\
         lu|lux|luxembourg|luxemburg|ie|irl|ireland|irland|irlande|pt|prt|portugal|\
         at|aut|austria|österreich|autriche|ch|che|switzerland|schweiz|suisse|suiza|\
         li|liechtenstein|se|swe|sweden|schweden|suède|no|nor|norway|norwegen|norvège|\
         dk|dnk|denmark|dänemark|danemark|fi|fin|finland|finnland|finlande|is|iceland|\
         pl|pol|poland|polen|pologne|cz|cze|czechia|czech republic|tschechien|sk|slovakia|\
         hu|hun|hungary|ungarn|ro|rou|romania|rumänien|bg|bulgaria|gr|grc|greece|griechenland|\
         hr|croatia|si|slovenia|rs|serbia|ba|bosnia and herzegovina|me|montenegro|\
         mk|north macedonia|al|albania|xk|kosovo|ee|estonia|lv|latvia|lt|lithuania|mt|malta|\
         cy|cyprus|ua|ukr|ukraine|md|moldova|by|belarus|ru|rus|russia|russian federation|\
         mc|monaco|ad|andorra|sm|san marino|tr|tur|turkey|türkiye",
    ),
    (
        "APAC",
        "cn|chn|china|hk|hkg|hong kong|mo|macao|tw|twn|taiwan|jp|jpn|japan|japon|japón|\
         kr|kor|south korea|korea|republic of korea|in|ind|india|indien|inde|pk|pakistan|\
         bd|bangladesh|lk|sri lanka|np|nepal|sg|sgp|singapore|my|mys|malaysia|id|idn|indonesia|\
         th|tha|thailand|vn|vnm|vietnam|viet nam|ph|phl|philippines|kh|cambodia|la|laos|\
         mm|myanmar|mn|mongolia|bn|brunei|mv|maldives|au|aus|australia|australien|australie|\
         nz|nzl|new zealand|fj|fiji|pg|papua new guinea|kz|kazakhstan|uz|uzbekistan",
    ),
    (
        "LATAM",
        "mx|mex|mexico|méxico|mexiko|mexique|br|bra|brazil|brasil|brasilien|brésil|\
         ar|arg|argentina|argentinien|cl|chl|chile|co|col|colombia|kolumbien|pe|per|peru|perú|\
         ec|ecuador|ve|venezuela|bo|bolivia|py|paraguay|uy|uruguay|cr|costa rica|pa|panama|panamá|\
         gt|guatemala|hn|honduras|sv|el salvador|ni|nicaragua|do|dominican republic|cu|cuba|\
         jm|jamaica|tt|trinidad and tobago|ht|haiti|bs|bahamas|bb|barbados|gy|guyana|sr|suriname",
    ),
    (
        "Middle East",
        "ae|are|united arab emirates|uae|sa|sau|saudi arabia|il|isr|israel|qa|qatar|kw|kuwait|\
         bh|bahrain|om|oman|jo|jordan|lb|lebanon|iq|iraq|ir|iran|ye|yemen|sy|syria|ps|palestine",
    ),
    (
        "Africa",
        "za|zaf|south africa|ng|nga|nigeria|ke|ken|kenya|eg|egy|egypt|ma|mar|morocco|maroc|\
         dz|algeria|tn|tunisia|gh|ghana|et|ethiopia|tz|tanzania|ug|uganda|rw|rwanda|sn|senegal|\
         ci|ivory coast|côte d ivoire|cm|cameroon|ao|angola|mz|mozambique|zm|zambia|zw|zimbabwe|\
         bw|botswana|na|namibia|mu|mauritius|mg|madagascar|ly|libya|sd|sudan",
    ),
];

/// The region of a country, by its name or code; `None` where neither is known.
pub(super) fn region_of(country: &str) -> Option<&'static str> {
    let lower = country.to_lowercase().replace('.', "");
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    let has = |names: &str| names.split('|').any(|own| own == name);
    REGIONS.iter().find(|(_, names)| has(names)).map(|(region, _)| *region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_name_and_code() {
        for (country, region) in [
            ("US", Some("North America")),
            ("U.S.A.", Some("North America")),
            ("United Kingdom", Some("UK")),
            ("Deutschland", Some("Europe")),
            ("côte d'Ivoire", Some("Africa")),
            ("BRA", Some("LATAM")),
            ("united arab emirates", Some("Middle East")),
            ("jp", Some("APAC")),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(region_of(country), region, "{country}");
        }
    }

    #[test]
    fn no_country_lies_in_two_regions() {
        let mut all: Vec<&str> = REGIONS.iter().flat_map(|(_, names)| names.split('|')).collect();
        let n = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), n);
    }
}
