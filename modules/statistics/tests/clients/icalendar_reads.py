"""The icalendar library reads the calendar of releases; prints name and events, as any calendar sees them."""
import json
import sys
from urllib.request import urlopen

from icalendar import Calendar

with urlopen(f"{sys.argv[1]}/statistik/kalender.ics") as answer:
    assert answer.headers["content-type"].startswith("text/calendar"), answer.headers
    calendar = Calendar.from_ical(answer.read())
events = [
    {
        "summary": str(event["summary"]),
        "start": event["dtstart"].dt.isoformat(),
        "status": str(event["status"]),
        "url": str(event["url"]),
    }
    for event in calendar.walk("VEVENT")
]
assert not any(part.errors for part in calendar.walk())
print(json.dumps(events))
