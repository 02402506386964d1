# Where the app is at home, and where an intent leads. Names between @ signs are put in by the build.
.class public final Lid/pelangi/app/Place;
.super Ljava/lang/Object;

# The photo that was shared last and not yet fetched. Read from the thread of the browser.
.field public static volatile photo:Landroid/net/Uri;

# Whether an address is one of the cell: https, and exactly its host.
.method public static isOurs(Landroid/net/Uri;)Z
    .registers 3
    if-eqz p0, :no
    const-string v0, "https"
    invoke-virtual {p0}, Landroid/net/Uri;->getScheme()Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v0, v1}, Ljava/lang/String;->equalsIgnoreCase(Ljava/lang/String;)Z
    move-result v0
    if-eqz v0, :no
    const-string v0, "@AUTHORITY@"
    invoke-virtual {p0}, Landroid/net/Uri;->getAuthority()Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v0, v1}, Ljava/lang/String;->equalsIgnoreCase(Ljava/lang/String;)Z
    move-result v0
    return v0
    :no
    const/4 v0, 0x0
    return v0
.end method

# The address to open for an intent: a link to the cell, something shared, else the front page.
.method public static of(Landroid/content/Intent;)Ljava/lang/String;
    .registers 4
    if-eqz p0, :home
    const-string v0, "android.intent.action.SEND"
    invoke-virtual {p0}, Landroid/content/Intent;->getAction()Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v0, v1}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v0
    if-nez v0, :share
    invoke-virtual {p0}, Landroid/content/Intent;->getData()Landroid/net/Uri;
    move-result-object v0
    invoke-static {v0}, Lid/pelangi/app/Place;->isOurs(Landroid/net/Uri;)Z
    move-result v1
    if-eqz v1, :home
    invoke-virtual {v0}, Landroid/net/Uri;->toString()Ljava/lang/String;
    move-result-object v0
    return-object v0
    :share
    invoke-static {p0}, Lid/pelangi/app/Place;->ofShared(Landroid/content/Intent;)Ljava/lang/String;
    move-result-object v0
    return-object v0
    :home
    const-string v0, "@URL@/"
    return-object v0
.end method

# The page that scans, with the words that were shared, or told to fetch the photo.
.method private static ofShared(Landroid/content/Intent;)Ljava/lang/String;
    .registers 4
    const-string v0, "android.intent.extra.STREAM"
    invoke-virtual {p0, v0}, Landroid/content/Intent;->getParcelableExtra(Ljava/lang/String;)Landroid/os/Parcelable;
    move-result-object v0
    instance-of v1, v0, Landroid/net/Uri;
    if-eqz v1, :words
    check-cast v0, Landroid/net/Uri;
    # Only what another app serves: a path into our own files would be read with our rights.
    const-string v1, "content"
    invoke-virtual {v0}, Landroid/net/Uri;->getScheme()Ljava/lang/String;
    move-result-object v2
    invoke-virtual {v1, v2}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v1
    if-eqz v1, :words
    sput-object v0, Lid/pelangi/app/Place;->photo:Landroid/net/Uri;
    const-string v0, "@URL@/pindai?dibagikan=aplikasi"
    return-object v0
    :words
    const-string v0, "android.intent.extra.TEXT"
    invoke-virtual {p0, v0}, Landroid/content/Intent;->getStringExtra(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    if-nez v0, :some
    const-string v0, ""
    :some
    invoke-static {v0}, Landroid/net/Uri;->encode(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    const-string v1, "@URL@/pindai?isi="
    invoke-virtual {v1, v0}, Ljava/lang/String;->concat(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    return-object v0
.end method
