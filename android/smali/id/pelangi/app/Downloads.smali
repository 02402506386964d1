# Files of the cell are fetched by the phone's download manager, with the cookies of the person.
.class public final Lid/pelangi/app/Downloads;
.super Ljava/lang/Object;
.implements Landroid/webkit/DownloadListener;

.field private final main:Lid/pelangi/app/Main;

.method public constructor <init>(Lid/pelangi/app/Main;)V
    .registers 2
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    iput-object p1, p0, Lid/pelangi/app/Downloads;->main:Lid/pelangi/app/Main;
    return-void
.end method

# p1 address, p2 name of the browser, p3 content-disposition, p4 media type, p5 and p6 length
.method public onDownloadStart(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;J)V
    .registers 11
    invoke-static {p1}, Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;
    move-result-object v0
    invoke-static {v0}, Lid/pelangi/app/Place;->isOurs(Landroid/net/Uri;)Z
    move-result v1
    if-eqz v1, :elsewhere
    :try_start
    invoke-direct {p0, v0, p2, p3, p4}, Lid/pelangi/app/Downloads;->fetch(Landroid/net/Uri;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V
    :try_end
    .catch Ljava/lang/Exception; {:try_start .. :try_end} :failed
    iget-object v0, p0, Lid/pelangi/app/Downloads;->main:Lid/pelangi/app/Main;
    const-string v1, "Mengunduh. Berkasnya ada di pemberitahuan."
    invoke-virtual {v0, v1}, Lid/pelangi/app/Main;->say(Ljava/lang/String;)V
    return-void
    :elsewhere
    iget-object v1, p0, Lid/pelangi/app/Downloads;->main:Lid/pelangi/app/Main;
    invoke-virtual {v1, v0}, Lid/pelangi/app/Main;->leave(Landroid/net/Uri;)V
    return-void
    :failed
    move-exception v0
    iget-object v0, p0, Lid/pelangi/app/Downloads;->main:Lid/pelangi/app/Main;
    const-string v1, "Berkas tidak bisa diunduh. Periksa ruang penyimpanan HP."
    invoke-virtual {v0, v1}, Lid/pelangi/app/Main;->say(Ljava/lang/String;)V
    return-void
.end method

# p1 address, p2 name of the browser, p3 content-disposition, p4 media type
.method private fetch(Landroid/net/Uri;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V
    .registers 11
    invoke-virtual {p1}, Landroid/net/Uri;->toString()Ljava/lang/String;
    move-result-object v0
    new-instance v1, Landroid/app/DownloadManager$Request;
    invoke-direct {v1, p1}, Landroid/app/DownloadManager$Request;-><init>(Landroid/net/Uri;)V
    invoke-virtual {v1, p4}, Landroid/app/DownloadManager$Request;->setMimeType(Ljava/lang/String;)Landroid/app/DownloadManager$Request;
    invoke-static {}, Landroid/webkit/CookieManager;->getInstance()Landroid/webkit/CookieManager;
    move-result-object v2
    invoke-virtual {v2, v0}, Landroid/webkit/CookieManager;->getCookie(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v2
    if-eqz v2, :nobody
    const-string v3, "Cookie"
    invoke-virtual {v1, v3, v2}, Landroid/app/DownloadManager$Request;->addRequestHeader(Ljava/lang/String;Ljava/lang/String;)Landroid/app/DownloadManager$Request;
    :nobody
    const-string v3, "User-Agent"
    invoke-virtual {v1, v3, p2}, Landroid/app/DownloadManager$Request;->addRequestHeader(Ljava/lang/String;Ljava/lang/String;)Landroid/app/DownloadManager$Request;
    invoke-static {v0, p3, p4}, Landroid/webkit/URLUtil;->guessFileName(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    invoke-virtual {v1, v0}, Landroid/app/DownloadManager$Request;->setTitle(Ljava/lang/CharSequence;)Landroid/app/DownloadManager$Request;
    # Shown while it comes and when it is there.
    const/4 v2, 0x1
    invoke-virtual {v1, v2}, Landroid/app/DownloadManager$Request;->setNotificationVisibility(I)Landroid/app/DownloadManager$Request;
    iget-object v4, p0, Lid/pelangi/app/Downloads;->main:Lid/pelangi/app/Main;
    const-string v3, "Download"
    # Before Android 10 the common folder needs a right over everybody's files; we do without it.
    sget v2, Landroid/os/Build$VERSION;->SDK_INT:I
    const/16 v5, 0x1d
    if-lt v2, v5, :own
    invoke-virtual {v1, v3, v0}, Landroid/app/DownloadManager$Request;->setDestinationInExternalPublicDir(Ljava/lang/String;Ljava/lang/String;)Landroid/app/DownloadManager$Request;
    goto :placed
    :own
    invoke-virtual {v1, v4, v3, v0}, Landroid/app/DownloadManager$Request;->setDestinationInExternalFilesDir(Landroid/content/Context;Ljava/lang/String;Ljava/lang/String;)Landroid/app/DownloadManager$Request;
    :placed
    const-string v0, "download"
    invoke-virtual {v4, v0}, Lid/pelangi/app/Main;->getSystemService(Ljava/lang/String;)Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Landroid/app/DownloadManager;
    invoke-virtual {v0, v1}, Landroid/app/DownloadManager;->enqueue(Landroid/app/DownloadManager$Request;)J
    return-void
.end method
