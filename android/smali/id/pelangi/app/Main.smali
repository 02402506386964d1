# The one window of the app: the pages of the cell, and what the phone gives them.
.class public final Lid/pelangi/app/Main;
.super Landroid/app/Activity;

.field private web:Landroid/webkit/WebView;

# Waits for the file somebody chooses.
.field private chosen:Landroid/webkit/ValueCallback;

# Waits for somebody's yes to the camera.
.field public asked:Landroid/webkit/PermissionRequest;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .registers 4
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    # The browser of the phone may be missing, or be in the middle of an update.
    :try_start
    new-instance v0, Landroid/webkit/WebView;
    invoke-direct {v0, p0}, Landroid/webkit/WebView;-><init>(Landroid/content/Context;)V
    :try_end
    .catch Ljava/lang/RuntimeException; {:try_start .. :try_end} :none
    iput-object v0, p0, Lid/pelangi/app/Main;->web:Landroid/webkit/WebView;
    invoke-direct {p0, v0}, Lid/pelangi/app/Main;->dress(Landroid/webkit/WebView;)V
    invoke-virtual {p0, v0}, Lid/pelangi/app/Main;->setContentView(Landroid/view/View;)V
    if-eqz p1, :fresh
    invoke-virtual {v0, p1}, Landroid/webkit/WebView;->restoreState(Landroid/os/Bundle;)Landroid/webkit/WebBackForwardList;
    move-result-object v1
    if-nez v1, :done
    :fresh
    invoke-virtual {p0}, Lid/pelangi/app/Main;->getIntent()Landroid/content/Intent;
    move-result-object v1
    invoke-static {v1}, Lid/pelangi/app/Place;->of(Landroid/content/Intent;)Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v0, v1}, Landroid/webkit/WebView;->loadUrl(Ljava/lang/String;)V
    :done
    return-void
    :none
    move-exception v0
    const-string v0, "Perbarui Android System WebView atau Chrome di Play Store, lalu buka lagi."
    invoke-virtual {p0, v0}, Lid/pelangi/app/Main;->say(Ljava/lang/String;)V
    invoke-virtual {p0}, Lid/pelangi/app/Main;->finish()V
    return-void
.end method

# What a page may: script and storage of its own, no place, no files of the phone.
.method private dress(Landroid/webkit/WebView;)V
    .registers 6
    invoke-virtual {p1}, Landroid/webkit/WebView;->getSettings()Landroid/webkit/WebSettings;
    move-result-object v0
    const/4 v1, 0x1
    const/4 v2, 0x0
    invoke-virtual {v0, v1}, Landroid/webkit/WebSettings;->setJavaScriptEnabled(Z)V
    invoke-virtual {v0, v1}, Landroid/webkit/WebSettings;->setDomStorageEnabled(Z)V
    invoke-virtual {v0, v2}, Landroid/webkit/WebSettings;->setGeolocationEnabled(Z)V
    invoke-virtual {v0, v2}, Landroid/webkit/WebSettings;->setAllowFileAccess(Z)V
    # The picture of the camera begins by itself once the camera was allowed.
    invoke-virtual {v0, v2}, Landroid/webkit/WebSettings;->setMediaPlaybackRequiresUserGesture(Z)V
    # People who see badly enlarge with two fingers.
    invoke-virtual {v0, v1}, Landroid/webkit/WebSettings;->setBuiltInZoomControls(Z)V
    invoke-virtual {v0, v2}, Landroid/webkit/WebSettings;->setDisplayZoomControls(Z)V
    invoke-virtual {v0}, Landroid/webkit/WebSettings;->getUserAgentString()Ljava/lang/String;
    move-result-object v1
    const-string v3, " PelangiAndroid/@VERSION@"
    invoke-virtual {v1, v3}, Ljava/lang/String;->concat(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v0, v1}, Landroid/webkit/WebSettings;->setUserAgentString(Ljava/lang/String;)V
    new-instance v0, Lid/pelangi/app/Pages;
    invoke-direct {v0, p0}, Lid/pelangi/app/Pages;-><init>(Lid/pelangi/app/Main;)V
    invoke-virtual {p1, v0}, Landroid/webkit/WebView;->setWebViewClient(Landroid/webkit/WebViewClient;)V
    new-instance v0, Lid/pelangi/app/Asks;
    invoke-direct {v0, p0}, Lid/pelangi/app/Asks;-><init>(Lid/pelangi/app/Main;)V
    invoke-virtual {p1, v0}, Landroid/webkit/WebView;->setWebChromeClient(Landroid/webkit/WebChromeClient;)V
    new-instance v0, Lid/pelangi/app/Downloads;
    invoke-direct {v0, p0}, Lid/pelangi/app/Downloads;-><init>(Lid/pelangi/app/Main;)V
    invoke-virtual {p1, v0}, Landroid/webkit/WebView;->setDownloadListener(Landroid/webkit/DownloadListener;)V
    return-void
.end method

# A link or something shared, while the app is open already.
.method protected onNewIntent(Landroid/content/Intent;)V
    .registers 4
    invoke-super {p0, p1}, Landroid/app/Activity;->onNewIntent(Landroid/content/Intent;)V
    invoke-virtual {p0, p1}, Lid/pelangi/app/Main;->setIntent(Landroid/content/Intent;)V
    # The icon alone brings back the page as it was left.
    const-string v0, "android.intent.action.MAIN"
    invoke-virtual {p1}, Landroid/content/Intent;->getAction()Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v0, v1}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v0
    if-nez v0, :done
    iget-object v0, p0, Lid/pelangi/app/Main;->web:Landroid/webkit/WebView;
    if-eqz v0, :done
    invoke-static {p1}, Lid/pelangi/app/Place;->of(Landroid/content/Intent;)Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v0, v1}, Landroid/webkit/WebView;->loadUrl(Ljava/lang/String;)V
    :done
    return-void
.end method

.method public onBackPressed()V
    .registers 3
    iget-object v0, p0, Lid/pelangi/app/Main;->web:Landroid/webkit/WebView;
    if-eqz v0, :out
    invoke-virtual {v0}, Landroid/webkit/WebView;->canGoBack()Z
    move-result v1
    if-eqz v1, :out
    invoke-virtual {v0}, Landroid/webkit/WebView;->goBack()V
    return-void
    :out
    invoke-super {p0}, Landroid/app/Activity;->onBackPressed()V
    return-void
.end method

.method protected onSaveInstanceState(Landroid/os/Bundle;)V
    .registers 3
    invoke-super {p0, p1}, Landroid/app/Activity;->onSaveInstanceState(Landroid/os/Bundle;)V
    iget-object v0, p0, Lid/pelangi/app/Main;->web:Landroid/webkit/WebView;
    if-eqz v0, :done
    invoke-virtual {v0, p1}, Landroid/webkit/WebView;->saveState(Landroid/os/Bundle;)Landroid/webkit/WebBackForwardList;
    :done
    return-void
.end method

.method protected onDestroy()V
    .registers 2
    iget-object v0, p0, Lid/pelangi/app/Main;->web:Landroid/webkit/WebView;
    if-eqz v0, :done
    invoke-virtual {v0}, Landroid/webkit/WebView;->destroy()V
    :done
    invoke-super {p0}, Landroid/app/Activity;->onDestroy()V
    return-void
.end method

# Opens what is not ours in the app it belongs to. Addresses that could start anything are refused.
.method public leave(Landroid/net/Uri;)V
    .registers 6
    invoke-virtual {p1}, Landroid/net/Uri;->getScheme()Ljava/lang/String;
    move-result-object v0
    if-eqz v0, :refuse
    const-string v1, "https http tel mailto sms smsto geo whatsapp"
    const-string v2, " "
    invoke-virtual {v1, v2}, Ljava/lang/String;->split(Ljava/lang/String;)[Ljava/lang/String;
    move-result-object v1
    invoke-static {v1}, Ljava/util/Arrays;->asList([Ljava/lang/Object;)Ljava/util/List;
    move-result-object v1
    invoke-interface {v1, v0}, Ljava/util/List;->contains(Ljava/lang/Object;)Z
    move-result v0
    if-eqz v0, :refuse
    new-instance v0, Landroid/content/Intent;
    const-string v1, "android.intent.action.VIEW"
    invoke-direct {v0, v1, p1}, Landroid/content/Intent;-><init>(Ljava/lang/String;Landroid/net/Uri;)V
    const-string v1, "android.intent.category.BROWSABLE"
    invoke-virtual {v0, v1}, Landroid/content/Intent;->addCategory(Ljava/lang/String;)Landroid/content/Intent;
    :try_start
    invoke-virtual {p0, v0}, Lid/pelangi/app/Main;->startActivity(Landroid/content/Intent;)V
    :try_end
    .catch Landroid/content/ActivityNotFoundException; {:try_start .. :try_end} :none
    return-void
    :none
    move-exception v0
    :refuse
    const-string v0, "Tidak ada aplikasi untuk membuka tautan ini."
    invoke-virtual {p0, v0}, Lid/pelangi/app/Main;->say(Ljava/lang/String;)V
    return-void
.end method

# Lets somebody choose a file for a form. A form that waited longer gets none.
.method public choose(Landroid/webkit/ValueCallback;Landroid/content/Intent;)V
    .registers 6
    const/4 v0, 0x0
    invoke-direct {p0, v0}, Lid/pelangi/app/Main;->give([Landroid/net/Uri;)V
    iput-object p1, p0, Lid/pelangi/app/Main;->chosen:Landroid/webkit/ValueCallback;
    # A form that names endings instead of types (".csv") would find no app to choose with.
    invoke-virtual {p2}, Landroid/content/Intent;->getType()Ljava/lang/String;
    move-result-object v0
    if-eqz v0, :typed
    const-string v1, "/"
    invoke-virtual {v0, v1}, Ljava/lang/String;->contains(Ljava/lang/CharSequence;)Z
    move-result v0
    if-nez v0, :typed
    const-string v0, "*/*"
    invoke-virtual {p2, v0}, Landroid/content/Intent;->setType(Ljava/lang/String;)Landroid/content/Intent;
    :typed
    const/4 v0, 0x1
    :try_start
    invoke-virtual {p0, p2, v0}, Lid/pelangi/app/Main;->startActivityForResult(Landroid/content/Intent;I)V
    :try_end
    .catch Landroid/content/ActivityNotFoundException; {:try_start .. :try_end} :none
    return-void
    :none
    move-exception v0
    const/4 v0, 0x0
    invoke-direct {p0, v0}, Lid/pelangi/app/Main;->give([Landroid/net/Uri;)V
    const-string v0, "Tidak ada aplikasi untuk memilih berkas."
    invoke-virtual {p0, v0}, Lid/pelangi/app/Main;->say(Ljava/lang/String;)V
    return-void
.end method

# Answers the form that waits, if one does; without an answer it could never ask again.
.method private give([Landroid/net/Uri;)V
    .registers 4
    iget-object v0, p0, Lid/pelangi/app/Main;->chosen:Landroid/webkit/ValueCallback;
    if-eqz v0, :done
    const/4 v1, 0x0
    iput-object v1, p0, Lid/pelangi/app/Main;->chosen:Landroid/webkit/ValueCallback;
    invoke-interface {v0, p1}, Landroid/webkit/ValueCallback;->onReceiveValue(Ljava/lang/Object;)V
    :done
    return-void
.end method

.method protected onActivityResult(IILandroid/content/Intent;)V
    .registers 5
    invoke-super {p0, p1, p2, p3}, Landroid/app/Activity;->onActivityResult(IILandroid/content/Intent;)V
    const/4 v0, 0x1
    if-ne p1, v0, :done
    invoke-static {p2, p3}, Landroid/webkit/WebChromeClient$FileChooserParams;->parseResult(ILandroid/content/Intent;)[Landroid/net/Uri;
    move-result-object v0
    invoke-direct {p0, v0}, Lid/pelangi/app/Main;->give([Landroid/net/Uri;)V
    :done
    return-void
.end method

# Gives a page the camera, after asking the person where they have not said yes before.
.method public camera(Landroid/webkit/PermissionRequest;)V
    .registers 5
    # Before Android 6 it was allowed when the app was installed.
    sget v0, Landroid/os/Build$VERSION;->SDK_INT:I
    const/16 v1, 0x17
    if-lt v0, v1, :allowed
    const-string v0, "android.permission.CAMERA"
    invoke-virtual {p0, v0}, Lid/pelangi/app/Main;->checkSelfPermission(Ljava/lang/String;)I
    move-result v1
    if-eqz v1, :allowed
    iput-object p1, p0, Lid/pelangi/app/Main;->asked:Landroid/webkit/PermissionRequest;
    const/4 v1, 0x1
    new-array v1, v1, [Ljava/lang/String;
    const/4 v2, 0x0
    aput-object v0, v1, v2
    const/4 v0, 0x2
    invoke-virtual {p0, v1, v0}, Lid/pelangi/app/Main;->requestPermissions([Ljava/lang/String;I)V
    return-void
    :allowed
    invoke-direct {p0, p1}, Lid/pelangi/app/Main;->grant(Landroid/webkit/PermissionRequest;)V
    return-void
.end method

.method private grant(Landroid/webkit/PermissionRequest;)V
    .registers 5
    const/4 v0, 0x1
    new-array v0, v0, [Ljava/lang/String;
    const-string v1, "android.webkit.resource.VIDEO_CAPTURE"
    const/4 v2, 0x0
    aput-object v1, v0, v2
    invoke-virtual {p1, v0}, Landroid/webkit/PermissionRequest;->grant([Ljava/lang/String;)V
    return-void
.end method

.method public onRequestPermissionsResult(I[Ljava/lang/String;[I)V
    .registers 7
    invoke-super {p0, p1, p2, p3}, Landroid/app/Activity;->onRequestPermissionsResult(I[Ljava/lang/String;[I)V
    iget-object v0, p0, Lid/pelangi/app/Main;->asked:Landroid/webkit/PermissionRequest;
    if-eqz v0, :done
    const/4 v1, 0x0
    iput-object v1, p0, Lid/pelangi/app/Main;->asked:Landroid/webkit/PermissionRequest;
    # Nothing in the list: the question was broken off.
    array-length v1, p3
    if-eqz v1, :deny
    const/4 v1, 0x0
    aget v1, p3, v1
    if-nez v1, :deny
    invoke-direct {p0, v0}, Lid/pelangi/app/Main;->grant(Landroid/webkit/PermissionRequest;)V
    return-void
    :deny
    invoke-virtual {v0}, Landroid/webkit/PermissionRequest;->deny()V
    :done
    return-void
.end method

# Shows, in the place of a page that cannot be had, why, and a button to try it again.
# p1 address, p2 title, p3 text
.method public explain(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V
    .registers 11
    invoke-direct {p0}, Lid/pelangi/app/Main;->template()Ljava/lang/String;
    move-result-object v2
    const-string v0, "{title}"
    invoke-virtual {v2, v0, p2}, Ljava/lang/String;->replace(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;
    move-result-object v2
    const-string v0, "{text}"
    invoke-virtual {v2, v0, p3}, Ljava/lang/String;->replace(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;
    move-result-object v2
    const-string v0, "{name}"
    const-string v1, "@NAME@"
    invoke-static {v1}, Landroid/text/TextUtils;->htmlEncode(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v2, v0, v1}, Ljava/lang/String;->replace(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;
    move-result-object v2
    const-string v0, "{url}"
    invoke-static {p1}, Landroid/text/TextUtils;->htmlEncode(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v1
    invoke-virtual {v2, v0, v1}, Ljava/lang/String;->replace(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;
    move-result-object v2
    iget-object v0, p0, Lid/pelangi/app/Main;->web:Landroid/webkit/WebView;
    move-object v1, p1
    const-string v3, "text/html"
    const-string v4, "utf-8"
    move-object v5, p1
    invoke-virtual/range {v0 .. v5}, Landroid/webkit/WebView;->loadDataWithBaseURL(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V
    return-void
.end method

# The text of assets/luring.html.
.method private template()Ljava/lang/String;
    .registers 5
    :try_start
    invoke-virtual {p0}, Lid/pelangi/app/Main;->getAssets()Landroid/content/res/AssetManager;
    move-result-object v0
    const-string v1, "luring.html"
    invoke-virtual {v0, v1}, Landroid/content/res/AssetManager;->open(Ljava/lang/String;)Ljava/io/InputStream;
    move-result-object v0
    new-instance v1, Ljava/util/Scanner;
    const-string v2, "UTF-8"
    invoke-direct {v1, v0, v2}, Ljava/util/Scanner;-><init>(Ljava/io/InputStream;Ljava/lang/String;)V
    const-string v0, "\\A"
    invoke-virtual {v1, v0}, Ljava/util/Scanner;->useDelimiter(Ljava/lang/String;)Ljava/util/Scanner;
    invoke-virtual {v1}, Ljava/util/Scanner;->next()Ljava/lang/String;
    move-result-object v0
    invoke-virtual {v1}, Ljava/util/Scanner;->close()V
    :try_end
    .catch Ljava/io/IOException; {:try_start .. :try_end} :none
    return-object v0
    :none
    move-exception v0
    const-string v0, "<h1>{title}</h1><p>{text}</p><p><a href=\"{url}\">Coba lagi</a></p>"
    return-object v0
.end method

# A sentence at the foot of the screen.
.method public say(Ljava/lang/String;)V
    .registers 4
    const/4 v0, 0x1
    invoke-static {p0, p1, v0}, Landroid/widget/Toast;->makeText(Landroid/content/Context;Ljava/lang/CharSequence;I)Landroid/widget/Toast;
    move-result-object v0
    invoke-virtual {v0}, Landroid/widget/Toast;->show()V
    return-void
.end method
