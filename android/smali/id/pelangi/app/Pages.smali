# What happens around pages: links that leave, pages that cannot be had, a shared photo.
.class public final Lid/pelangi/app/Pages;
.super Landroid/webkit/WebViewClient;

.field private final main:Lid/pelangi/app/Main;

.method public constructor <init>(Lid/pelangi/app/Main;)V
    .registers 2
    invoke-direct {p0}, Landroid/webkit/WebViewClient;-><init>()V
    iput-object p1, p0, Lid/pelangi/app/Pages;->main:Lid/pelangi/app/Main;
    return-void
.end method

# Newer versions of Android come here too, by the default of their own method.
.method public shouldOverrideUrlLoading(Landroid/webkit/WebView;Ljava/lang/String;)Z
    .registers 6
    invoke-static {p2}, Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;
    move-result-object v0
    invoke-static {v0}, Lid/pelangi/app/Place;->isOurs(Landroid/net/Uri;)Z
    move-result v1
    if-eqz v1, :leave
    const/4 v0, 0x0
    return v0
    :leave
    iget-object v1, p0, Lid/pelangi/app/Pages;->main:Lid/pelangi/app/Main;
    invoke-virtual {v1, v0}, Lid/pelangi/app/Main;->leave(Landroid/net/Uri;)V
    const/4 v0, 0x1
    return v0
.end method

# Called for the page itself, not for its pictures; also on newer versions, by their default.
.method public onReceivedError(Landroid/webkit/WebView;ILjava/lang/String;Ljava/lang/String;)V
    .registers 8
    const-string v0, "Tidak ada sambungan"
    const-string v1, "Halaman ini tidak bisa dibuka sekarang: HP Anda tidak tersambung ke internet, atau layanan sedang tidak terjangkau."
    iget-object v2, p0, Lid/pelangi/app/Pages;->main:Lid/pelangi/app/Main;
    invoke-virtual {v2, p4, v0, v1}, Lid/pelangi/app/Main;->explain(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V
    return-void
.end method

# A certificate nobody vouches for is never accepted. Most often the clock of the phone is wrong.
.method public onReceivedSslError(Landroid/webkit/WebView;Landroid/webkit/SslErrorHandler;Landroid/net/http/SslError;)V
    .registers 8
    invoke-virtual {p2}, Landroid/webkit/SslErrorHandler;->cancel()V
    invoke-virtual {p3}, Landroid/net/http/SslError;->getUrl()Ljava/lang/String;
    move-result-object v0
    const-string v1, "Sambungan tidak aman"
    const-string v2, "Halaman ini tidak dibuka karena sambungannya tidak dapat dipastikan aman. Periksa tanggal dan jam HP Anda, atau pindah dari Wi-Fi ini ke data seluler."
    iget-object v3, p0, Lid/pelangi/app/Pages;->main:Lid/pelangi/app/Main;
    invoke-virtual {v3, v0, v1, v2}, Lid/pelangi/app/Main;->explain(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V
    return-void
.end method

# A phone short of memory ends the page; the app begins again instead of ending with it.
.method public onRenderProcessGone(Landroid/webkit/WebView;Landroid/webkit/RenderProcessGoneDetail;)Z
    .registers 4
    iget-object v0, p0, Lid/pelangi/app/Pages;->main:Lid/pelangi/app/Main;
    invoke-virtual {v0}, Lid/pelangi/app/Main;->recreate()V
    const/4 v0, 0x1
    return v0
.end method

# Hands the page that scans the photo that was shared with the app, once. It goes to nobody else.
.method public shouldInterceptRequest(Landroid/webkit/WebView;Landroid/webkit/WebResourceRequest;)Landroid/webkit/WebResourceResponse;
    .registers 8
    invoke-interface {p2}, Landroid/webkit/WebResourceRequest;->getUrl()Landroid/net/Uri;
    move-result-object v0
    invoke-static {v0}, Lid/pelangi/app/Place;->isOurs(Landroid/net/Uri;)Z
    move-result v1
    if-eqz v1, :network
    const-string v1, "/pindai/dari-aplikasi"
    invoke-virtual {v0}, Landroid/net/Uri;->getPath()Ljava/lang/String;
    move-result-object v0
    invoke-virtual {v1, v0}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v0
    if-eqz v0, :network
    sget-object v0, Lid/pelangi/app/Place;->photo:Landroid/net/Uri;
    if-eqz v0, :network
    const/4 v1, 0x0
    sput-object v1, Lid/pelangi/app/Place;->photo:Landroid/net/Uri;
    :try_start
    iget-object v1, p0, Lid/pelangi/app/Pages;->main:Lid/pelangi/app/Main;
    invoke-virtual {v1}, Lid/pelangi/app/Main;->getContentResolver()Landroid/content/ContentResolver;
    move-result-object v1
    invoke-virtual {v1, v0}, Landroid/content/ContentResolver;->getType(Landroid/net/Uri;)Ljava/lang/String;
    move-result-object v2
    if-nez v2, :typed
    const-string v2, "image/jpeg"
    :typed
    invoke-virtual {v1, v0}, Landroid/content/ContentResolver;->openInputStream(Landroid/net/Uri;)Ljava/io/InputStream;
    move-result-object v0
    new-instance v1, Landroid/webkit/WebResourceResponse;
    const/4 v3, 0x0
    invoke-direct {v1, v2, v3, v0}, Landroid/webkit/WebResourceResponse;-><init>(Ljava/lang/String;Ljava/lang/String;Ljava/io/InputStream;)V
    :try_end
    .catch Ljava/lang/Exception; {:try_start .. :try_end} :network_after
    return-object v1
    :network_after
    move-exception v0
    :network
    const/4 v0, 0x0
    return-object v0
.end method
